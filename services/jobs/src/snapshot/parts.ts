import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { listJobs } from "../db/job-rows.ts";
import { summarize } from "../db/job-summary.ts";
import { readQueues } from "../db/read-queues.ts";
import { jobRowOf } from "./job-row.ts";

const recentJobs = 25;

/** What jobs tells for the snapshot. */
export function jobsPartReaders({ db, forecast }: Context): PartReaders<"jobs"> {
  return {
    async jobs() {
      const [summary, { rows }, estimates] = await Promise.all([
        summarize(db, undefined),
        listJobs(db, {}, { page: 1, per_page: recentJobs }),
        forecast.read(),
      ]);
      return { counts: summary.by_status, recent: rows.map((job) => jobRowOf(job, estimates)) };
    },
    async queue() {
      const queues = await readQueues(db);
      const total = (of: "waiting" | "running" | "dead_letters"): number =>
        queues.reduce((sum, queue) => sum + queue[of], 0);
      const now = Date.now();
      return {
        waiting: total("waiting"),
        running: total("running"),
        dead_letters: total("dead_letters"),
        queues: queues.map(({ oldest_waiting_seconds: seconds, ...queue }) => ({
          ...queue,
          oldest_waiting_at: seconds === null ? null : new Date(now - seconds * 1000).toISOString(),
        })),
      };
    },
    managers: managersPartReader({ owner: "jobs", db }),
  };
}
