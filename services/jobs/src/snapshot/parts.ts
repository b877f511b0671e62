import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { readJobLog } from "../db/job-log.ts";
import { newestJobs } from "../db/job-rows.ts";
import { summarize } from "../db/job-summary.ts";
import { readAnalytics } from "./analytics.ts";
import { jobRowOf } from "./job-row.ts";
import { readQueuePart } from "./queue-part.ts";

const recentJobs = 25;
const logLines = 50;

/** What jobs tells for the snapshot. No part depends on the time, but for the day that it is: it changes when something has happened. */
export function jobsPartReaders({ db }: Context): PartReaders<"jobs"> {
  return {
    async jobs() {
      const [summary, jobs] = await Promise.all([summarize(db, undefined), newestJobs(db, recentJobs)]);
      return { counts: summary.by_status, recent: jobs.map(jobRowOf) };
    },
    queue: () => readQueuePart(db),
    analytics: () => readAnalytics(db),
    managers: managersPartReader({ owner: "jobs", db }),
    logs: async () => ({ jobs: await readJobLog(db, logLines) }),
  };
}
