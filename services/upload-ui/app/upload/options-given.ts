import type { JobOptions } from "@agentos/contracts/job-options";

/** The options as they are, and how to change some. */
export type OptionsGiven = { options: JobOptions; onChange: (change: Partial<JobOptions>) => void };
