import { AppError } from "@agentos/contracts/errors";
import type { StageContext } from "@agentos/stage-kit/stage";
import type { ToolLimits } from "@agentos/stage-kit/tools";
import { createProgressParser, type FfmpegProgress } from "./progress.ts";

/** What is needed to run a program for a stage. */
export type Tools = Pick<StageContext, "runTool" | "signal">;

export type FfmpegOptions = {
  onProgress?: (progress: FfmpegProgress) => void;
  /** Awaited; stdout is not kept then. */
  onStdout?: (piece: Buffer) => void | Promise<void>;
  /** Called with each line of stderr that is not a progress report. */
  onMessage?: (line: string) => void;
  input?: AsyncIterable<Uint8Array> | Uint8Array;
  limits?: Partial<ToolLimits>;
  cwd?: string;
  /** Messages that are printed: `error` unless a filter that reports by messages needs `info`. */
  logLevel?: "error" | "warning" | "info";
};

export type FfmpegResult = {
  exitCode: number;
  stdout: Buffer;
  /** The first and the last messages on stderr, without progress reports. */
  messages: string[];
};

const keptMessages = 100;

/** Runs ffmpeg with `args` (inputs, filters, outputs) and hands back how it ended; a non-zero exit is a result. */
export async function runFfmpeg(
  tools: Tools,
  args: readonly string[],
  options: FfmpegOptions = {},
): Promise<FfmpegResult> {
  const messages: string[] = [];
  const progress = createProgressParser(options.onProgress ?? (() => {}));
  const general = [
    "-hide_banner",
    "-nostdin",
    "-y",
    "-v",
    // Without folding repeated messages into one, so that they can be counted.
    `repeat+${options.logLevel ?? "error"}`,
    "-nostats",
    "-progress",
    "pipe:2",
  ];
  const { exitCode, stdout } = await tools.runTool("ffmpeg", [...general, ...args], {
    signal: tools.signal,
    onStderrLine: (line) => {
      if (line === "" || progress.take(line)) return;
      options.onMessage?.(line);
      if (messages.length >= 2 * keptMessages) messages.splice(keptMessages, 1);
      messages.push(line);
    },
    ...(options.onStdout && { onStdout: options.onStdout }),
    ...(options.input && { input: options.input }),
    ...(options.limits && { limits: options.limits }),
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  return { exitCode, stdout, messages };
}

/** The same for a run that must succeed. Errors: STAGE_FAILED with ffmpeg's last words as the cause. */
export async function mustRunFfmpeg(
  tools: Tools,
  args: readonly string[],
  options: FfmpegOptions = {},
): Promise<FfmpegResult> {
  const result = await runFfmpeg(tools, args, options);
  if (result.exitCode === 0) return result;
  throw new AppError("STAGE_FAILED", undefined, {
    cause: new Error(`ffmpeg ended with ${result.exitCode}: ${result.messages.slice(-5).join(" | ")}`),
  });
}

/** Calls a stage's progress with the share of `totalSeconds` that ffmpeg has written, mapped into `from`–`to`. */
export function reportShare(
  report: (fraction: number) => void,
  totalSeconds: number,
  from = 0,
  to = 1,
): (progress: FfmpegProgress) => void {
  return ({ seconds }) => report(from + (to - from) * Math.min(1, totalSeconds > 0 ? seconds / totalSeconds : 1));
}
