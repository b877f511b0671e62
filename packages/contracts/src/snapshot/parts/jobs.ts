import { z } from "zod";
import { jobStatuses } from "../../api/jobs.ts";
import { queueLevels } from "../../queue-row.ts";
import { stageName } from "../../stages/stages.ts";
import { logLine } from "../log-line.ts";
import { analyticsPeriods, periodFigures } from "./analytics.ts";
import { jobRow } from "./job-rows.ts";
import { managersPart } from "./managers.ts";

const queue = z.object({
  queue: stageName,
  label: z.string(),
  /** By the thresholds that are configured. */
  level: z.enum(queueLevels),
  waiting: z.int(),
  running: z.int(),
  held: z.int(),
  dead_letters: z.int(),
  paused: z.boolean(),
  /** Null for a pause without an end. */
  paused_until: z.iso.datetime().nullable(),
  /** What arrives is held. */
  draining: z.boolean(),
  /** From when on the longest waiting step could be claimed; in the future where all that waits is to be tried again later. */
  oldest_waiting_at: z.iso.datetime().nullable(),
  /**
   * Attempts by five minutes: the latest twelve of those in which any was finished or failed, the oldest first. Who wants the last
   * hour adds up those since then.
   */
  activity: z.array(z.object({ at: z.iso.datetime(), finished: z.int(), failed: z.int() })),
  version: z.int(),
});

/** What jobs tells for the snapshot. */
export const jobsParts = {
  jobs: z.object({
    /** How many there are of each status, and have been of those that are purged. */
    counts: z.record(z.enum(jobStatuses), z.int()),
    /** The newest 25. */
    recent: z.array(jobRow),
  }),
  queue: z.object({
    waiting: z.int(),
    running: z.int(),
    dead_letters: z.int(),
    queues: z.array(queue),
  }),
  analytics: z.object(
    Object.fromEntries(analyticsPeriods.map((period) => [period, periodFigures])) as Record<
      (typeof analyticsPeriods)[number],
      typeof periodFigures
    >,
  ),
  managers: managersPart("jobs"),
  /** The newest 50. */
  logs: z.object({ jobs: z.array(logLine) }),
};
