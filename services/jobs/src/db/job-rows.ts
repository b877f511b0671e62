import { AppError } from "@agentos/contracts/errors";
import { maxPagedRows } from "@agentos/contracts/limits";
import { offsetOf, paginate, readCursor, type PageQuery, type Position } from "@agentos/database/paging";
import { readWithin } from "@agentos/database/read-within";
import { sql, type SelectQueryBuilder, type SqlBool } from "kysely";
import { matches, type JobFilter } from "./job-filter.ts";
import { understandSearch } from "./job-search.ts";
import type { Db, JobRow, Tables } from "./tables.ts";

/** Together less than those who ask wait for. */
const pageTime = {
  ms: 2000,
  advice:
    "Looking through all jobs for this takes too long. Give more of the word, or a job's id, an account, a status or a span of days.",
};
const countTime = { ...pageTime, ms: 1000 };

/** A job with what its progress is made of. */
export type ListedJob = Omit<JobRow, "source" | "options" | "stopped_stage"> & {
  progress_base: number;
  progress_span: number;
  reached: number;
  tries: number;
  worker_id: string | null;
};

const listedColumns = [
  "j.id",
  "j.user_id",
  "j.title",
  "j.status",
  "j.run",
  "j.stage",
  "j.priority",
  "j.finished_upload_id",
  "j.media_seconds",
  "j.media_megapixels",
  "j.clip_seconds",
  "j.clip_count",
  "j.note",
  "j.error_code",
  "j.error_stage",
  "j.error_message",
  "j.cancel_reason",
  "j.seeded",
  "j.traceparent",
  "j.version",
  "j.created_at",
  "j.started_at",
  "j.finished_at",
  "r.progress_base",
  "r.progress_span",
  "s.reached",
  "s.tries",
  "s.worker_id",
] as const;

/** Jobs with their current run and step. */
function withProgress(jobs: SelectQueryBuilder<Tables & { j: Tables["jobs"] }, "j", object>) {
  return jobs
    .innerJoin("runs as r", (join) => join.onRef("r.job_id", "=", "j.id").onRef("r.run", "=", "j.run"))
    .innerJoin("steps as s", (join) =>
      join.onRef("s.job_id", "=", "j.id").onRef("s.run", "=", "j.run").onRef("s.stage", "=", "j.stage"),
    )
    .select(listedColumns);
}

export async function findJob(db: Db, id: string) {
  return withProgress(db.selectFrom("jobs as j"))
    .select(["j.source", "j.options"])
    .where("j.id", "=", id)
    .executeTakeFirst();
}

/** The newest jobs. */
export async function newestJobs(db: Db, limit: number): Promise<ListedJob[]> {
  return readPage(db, {}, "newest", { after: undefined, offset: 0, limit });
}

/** Their order, each by an index. */
const sorts = {
  newest: { by: "j.created_at", direction: "desc", after: sql`<` },
  oldest: { by: "j.created_at", direction: "asc", after: sql`>` },
  ended: { by: "j.finished_at", direction: "desc", after: sql`<` },
} as const;

export type JobSort = keyof typeof sorts;

/**
 * A page of jobs; without a `sort`, newest first. Where counting them takes too long, there are at least as many as were seen. Errors:
 * VALIDATION_ERROR as `offsetOf` and `readCursor`; TIMEOUT where finding them does.
 */
export async function listJobs(
  db: Db,
  { search, sort = "newest", ...given }: JobFilter & { search?: string | undefined; sort?: JobSort | undefined },
  query: PageQuery,
) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const filter = { ...given, ...(await understandSearch(db, search)) };
  const [rows, counted] = await Promise.all([
    readWithin(db, pageTime, (tx) => readPage(tx, filter, sort, { after, offset, limit: query.per_page + 1 })),
    countWithin(db, filter, sort),
  ]);
  const placed = rows.map((row) => ({
    ...row,
    createdAt: sort === "ended" ? (row.finished_at ?? row.created_at) : row.created_at,
  }));
  const page = paginate(placed, counted ?? offset + rows.length, query);
  return counted === undefined ? { ...page, pagination: { ...page.pagination, total_is: "at least" as const } } : page;
}

type Span = { after: Position | undefined; offset: number; limit: number };

/** The jobs of the page are found first; then what hangs on them is looked up for these alone. */
function readPage(db: Db, filter: JobFilter, sort: JobSort, { after, offset, limit }: Span): Promise<ListedJob[]> {
  const { by, direction, after: comes } = sorts[sort];
  let found = db
    .selectFrom("jobs as j")
    .selectAll("j")
    .where((eb) => matches(eb, filter))
    .orderBy(by, direction)
    .orderBy("j.id", direction)
    .limit(limit)
    .offset(offset);
  if (sort === "ended") found = found.where("j.finished_at", "is not", null);
  if (after) found = found.where(sql<SqlBool>`(${sql.ref(by)}, j.id) ${comes} (${after.createdAt}, ${after.id}::uuid)`);
  return withProgress(db.selectFrom(found.as("j")))
    .orderBy(by, direction)
    .orderBy("j.id", direction)
    .execute();
}

/** Counts the jobs that match, and stops one above the rows that page numbers reach; undefined where that takes too long. */
async function countWithin(db: Db, filter: JobFilter, sort: JobSort): Promise<number | undefined> {
  try {
    return await readWithin(db, countTime, (tx) => countJobs(tx, filter, sort));
  } catch (error) {
    if (error instanceof AppError && error.code === "TIMEOUT") return undefined;
    throw error;
  }
}

async function countJobs(db: Db, filter: JobFilter, sort: JobSort): Promise<number> {
  let matching = db
    .selectFrom("jobs as j")
    .select("j.id")
    .where((eb) => matches(eb, filter))
    .limit(maxPagedRows + 1);
  if (sort === "ended") matching = matching.where("j.finished_at", "is not", null);
  // In its order an index gives so many; else the planner would rather read the table from its beginning.
  if (filter.text === undefined) matching = matching.orderBy(sorts[sort].by, sorts[sort].direction);
  const { count } = await db
    .selectFrom(matching.as("matching"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
