import type { JobOptions } from "@agentos/contracts/job-options";

const captions: Record<JobOptions["captions"], string> = {
  auto: "captions auto",
  on: "captions on",
  off: "no captions",
};

/** A job's options in a line: `up to 6 clips · 15–60 s · 9:16 · captions auto`. */
export function describeOptions(options: JobOptions): string {
  const count = options.clip_count === 1 ? "1 clip" : `up to ${options.clip_count} clips`;
  const length =
    options.min_seconds === options.max_seconds
      ? `${options.min_seconds} s`
      : `${options.min_seconds}–${options.max_seconds} s`;
  const parts = [count, length, options.aspect, captions[options.captions]];
  if (options.language !== "auto") parts.push(languageName(options.language));
  return parts.join(" · ");
}

const names = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

export function languageName(code: string): string {
  return names.of(code) ?? code;
}
