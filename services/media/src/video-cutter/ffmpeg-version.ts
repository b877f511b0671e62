import { AppError } from "@agentos/contracts/errors";
import type { RunTool } from "@agentos/stage-kit/tools";

/** The version that ffmpeg tells, such as `5.1.9-0+deb12u1`. Errors: ENGINE_MISSING. */
export async function ffmpegVersion(runTool: RunTool, signal: AbortSignal): Promise<string> {
  const { exitCode, stdout } = await runTool("ffmpeg", ["-hide_banner", "-version"], { signal });
  const version = /^ffmpeg version (\S+)/.exec(stdout.toString("utf8"))?.[1];
  if (exitCode !== 0 || !version)
    throw new AppError("ENGINE_MISSING", "ffmpeg does not run. Install it and restart the worker.");
  return version;
}
