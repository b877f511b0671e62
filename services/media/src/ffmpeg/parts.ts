import { AppError } from "@agentos/contracts/errors";
import type { RunTool } from "@agentos/stage-kit/tools";

/** Filters and encoders that an ffmpeg may have been built without. */
export type FfmpegParts = { filters: readonly string[]; encoders?: readonly string[] };

/** Fails with ENGINE_MISSING where there is no ffmpeg, or where it was built without one of these. */
export async function requireFfmpegParts(runTool: RunTool, { filters, encoders = [] }: FfmpegParts): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  const [known, writable] = await Promise.all(
    ["-filters", "-encoders"].map(async (list) => {
      const { stdout } = await runTool("ffmpeg", ["-hide_banner", list], { signal });
      return new Set(
        stdout
          .toString("utf8")
          .split("\n")
          .map((line) => line.trim().split(/\s+/)[1] ?? ""),
      );
    }),
  );
  const missing = [...filters.filter((name) => !known?.has(name)), ...encoders.filter((name) => !writable?.has(name))];
  if (missing.length > 0) {
    throw new AppError("ENGINE_MISSING", `This ffmpeg was built without ${missing.join(", ")}, which is needed.`);
  }
}
