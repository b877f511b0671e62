import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { listJobs } from "../db/job-rows.ts";
import { jobRowOf } from "./job-row.ts";

/** The rows behind the sections that are jobs' own. */
export function jobsRowReaders({ db, forecast }: Context): RowReaders<"jobs"> {
  return {
    async jobs({ user_id, ...filters }, page) {
      const [{ rows, pagination }, estimates] = await Promise.all([
        listJobs(db, { userId: user_id, ...filters }, page),
        forecast.read(),
      ]);
      return { rows: rows.map((job) => jobRowOf(job, estimates)), pagination };
    },
  };
}
