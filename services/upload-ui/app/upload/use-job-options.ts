import { jobOptions, type JobOptions } from "@agentos/contracts/job-options";
import { useState } from "react";

const key = "agentos.options";

/** The options for the next job: those of the last time, until somebody changes them. */
export function useJobOptions(): [JobOptions, (change: Partial<JobOptions>) => void] {
  const [options, setOptions] = useState(readJobOptions);
  const change = (changed: Partial<JobOptions>): void => {
    const next = { ...options, ...changed };
    setOptions(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return [options, change];
}

/** The options of the last time. */
export function readJobOptions(): JobOptions {
  try {
    const kept = jobOptions.safeParse(JSON.parse(localStorage.getItem(key) ?? "{}"));
    return kept.data ?? jobOptions.parse({});
  } catch {
    // Not JSON: written by hand or by another version.
    return jobOptions.parse({});
  }
}
