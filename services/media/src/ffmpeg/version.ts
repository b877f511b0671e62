import type { RunTool } from "@agentos/stage-kit/tools";

/** The version of ffmpeg, such as `5.1.9-0+deb12u1`. Errors: ENGINE_MISSING. */
export async function ffmpegVersion(runTool: RunTool, signal: AbortSignal): Promise<string> {
  const { stdout } = await runTool("ffmpeg", ["-hide_banner", "-version"], { signal });
  return /version (\S+)/.exec(stdout.toString("utf8"))?.[1] ?? "unknown";
}
