import type { JobStatus } from "@agentos/contracts/api/jobs";
import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { pageDeadLetters } from "../db/dead-letter-rows.ts";
import { pageJobLog } from "../db/job-log.ts";
import { listJobs } from "../db/job-rows.ts";
import { pageQueueSteps } from "../db/queue-steps.ts";
import { priorityName, priorityRank } from "../domain/priority.ts";
import { jobRowOf } from "./job-row.ts";

const activeStatuses: readonly JobStatus[] = ["queued", "processing"];

/** The rows behind the sections that are jobs' own. */
export function jobsRowReaders({ db }: Pick<Context, "db">): RowReaders<"jobs"> {
  return {
    async jobs({ status, user_id: userId, error_code: errorCode, priority, from, to, ...filters }, page) {
      const filter = {
        ...filters,
        ...(status === "active" ? { statuses: activeStatuses } : { status }),
        userId,
        errorCode,
        priority: priority && priorityRank(priority),
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      };
      const { rows, pagination } = await listJobs(db, filter, page);
      return { rows: rows.map(jobRowOf), pagination };
    },
    async queue(filters, page) {
      const { rows, pagination } = await pageQueueSteps(db, filters, page);
      return {
        rows: rows.map(({ rank, place: _place, waiting_since, ...row }) => ({
          ...row,
          priority: priorityName(rank),
          waiting_since: waiting_since.toISOString(),
        })),
        pagination,
      };
    },
    async dead_letters(filters, page) {
      const { rows, pagination } = await pageDeadLetters(db, filters, page);
      return {
        rows: rows.map(({ error_code: code, error_message: message, createdAt, ...row }) => ({
          ...row,
          error: { code, message },
          created_at: createdAt.toISOString(),
        })),
        pagination,
      };
    },
    logs: ({ source: _source, ...filters }, page) => pageJobLog(db, filters, page),
  };
}
