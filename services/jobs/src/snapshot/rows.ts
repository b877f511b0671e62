import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { listJobs } from "../db/job-rows.ts";
import { jobRowOf } from "./job-row.ts";

/** The rows behind the sections that are jobs' own. */
export function jobsRowReaders({ db }: Context): RowReaders<"jobs"> {
  return {
    async jobs({ user_id, ...filters }, page) {
      const { rows, pagination } = await listJobs(db, { userId: user_id, ...filters }, page);
      return { rows: rows.map(jobRowOf), pagination };
    },
  };
}
