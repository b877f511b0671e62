import { AppError } from "@agentos/contracts/errors";
import type { RunTool } from "@agentos/stage-kit/tools";

const seconds = 0.2;
const withinMs = 30_000;

/** What a drawn sample goes through: arguments of ffmpeg between the inputs and the output, such as filters and encoders. */
export type SampleWork = { args: readonly string[]; format: "matroska" | "null" };

/**
 * Draws a fifth of a second of picture and sound, and sends it through what a stage does to real ones. Returns what came out.
 * Errors: ENGINE_MISSING with ffmpeg's last words as the cause.
 */
export async function tryTinySample(runTool: RunTool, { args, format }: SampleWork): Promise<Buffer> {
  const picture = `testsrc2=size=320x180:rate=25:duration=${seconds}`;
  const sound = `sine=duration=${seconds}:sample_rate=48000`;
  const inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound];
  const all = ["-hide_banner", "-nostdin", "-v", "error", ...inputs, ...args, "-f", format, "pipe:1"];
  const { exitCode, stdout, stderr } = await runTool("ffmpeg", all, { signal: AbortSignal.timeout(withinMs) });
  if (exitCode === 0) return stdout;
  throw new AppError("ENGINE_MISSING", "ffmpeg is there, but could not do on a drawn sample what is needed.", {
    cause: new Error(stderr.slice(-500)),
  });
}
