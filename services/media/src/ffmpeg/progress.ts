/** Where a running ffmpeg is: seconds of output written, and frames. */
export type FfmpegProgress = { seconds: number; frames: number };

const progressKeys =
  /^(frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time(_us|_ms)?|dup_frames|drop_frames|speed|progress)=/;

/**
 * Reads the lines of `-progress pipe:2`. `take` gives true for a line that is part of a progress report, and calls
 * `onProgress` at the end of each report; every other line is a message.
 */
export function createProgressParser(onProgress: (progress: FfmpegProgress) => void): { take(line: string): boolean } {
  let seconds = 0;
  let frames = 0;
  return {
    take(line) {
      if (!progressKeys.test(line)) return false;
      const [key, value = ""] = line.split("=", 2);
      const number = Number(value.trim());
      if (key === "frame" && Number.isFinite(number)) frames = number;
      // The value is N/A, or far below zero, until something was written.
      if (key === "out_time_us" && Number.isFinite(number)) seconds = Math.max(0, number / 1e6);
      if (key === "progress") onProgress({ seconds, frames });
      return true;
    },
  };
}
