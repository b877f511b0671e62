import type { JobStatus } from "@agentos/contracts/api/jobs";
import { maxPagedRows } from "@agentos/contracts/limits";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import { validate as isUuid } from "uuid";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import type { Db, JobRow, Tables } from "./tables.ts";

/** A job with what its progress is made of. */
export type ListedJob = Omit<JobRow, "source" | "options" | "stopped_stage"> & {
  progress_base: number;
  progress_span: number;
  reached: number;
  tries: number;
  worker_id: string | null;
};

export type JobFilter = {
  userId?: string | undefined;
  status?: JobStatus | undefined;
  /** One of these. */
  statuses?: readonly JobStatus[] | undefined;
  stage?: StageName | undefined;
  search?: string | undefined;
  /** Made longer ago than this. */
  olderThanHours?: number | undefined;
  /** Created since the last midnight, UTC. */
  today?: boolean;
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
function selectJobs(db: Db) {
  return db
    .selectFrom("jobs as j")
    .innerJoin("runs as r", (join) => join.onRef("r.job_id", "=", "j.id").onRef("r.run", "=", "j.run"))
    .innerJoin("steps as s", (join) =>
      join.onRef("s.job_id", "=", "j.id").onRef("s.run", "=", "j.run").onRef("s.stage", "=", "j.stage"),
    )
    .select(listedColumns);
}

export async function findJob(db: Db, id: string) {
  return selectJobs(db).select(["j.source", "j.options"]).where("j.id", "=", id).executeTakeFirst();
}

/** The newest jobs. */
export async function newestJobs(db: Db, limit: number): Promise<ListedJob[]> {
  return selectJobs(db).orderBy("j.created_at", "desc").orderBy("j.id", "desc").limit(limit).execute();
}

/** A page of jobs, newest first. */
export async function listJobs(db: Db, filter: JobFilter, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  let page = selectJobs(db)
    .where((eb) => matches(eb, filter))
    .orderBy("j.created_at", "desc")
    .orderBy("j.id", "desc")
    .limit(query.per_page + 1)
    .offset(offset);
  if (after) page = page.where(sql<SqlBool>`(j.created_at, j.id) < (${after.createdAt}, ${after.id}::uuid)`);
  const [rows, counted] = await Promise.all([page.execute(), countJobs(db, filter)]);
  return paginate(
    rows.map((row) => ({ ...row, createdAt: row.created_at })),
    counted,
    query,
  );
}

/** Counts the jobs that match, and stops one above the rows that page numbers reach. */
async function countJobs(db: Db, filter: JobFilter): Promise<number> {
  const matching = db
    .selectFrom("jobs as j")
    .select("j.id")
    .where((eb) => matches(eb, filter))
    .limit(maxPagedRows + 1);
  const { count } = await db
    .selectFrom(matching.as("matching"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

type JobsOnly = { j: Tables["jobs"] };

/** Whether a job is one that the filter means. */
export function matches<Among extends JobsOnly>(
  eb: ExpressionBuilder<Among, "j">,
  { userId, status, statuses, stage, search, olderThanHours, today }: JobFilter,
): Expression<SqlBool> {
  const jobs = eb as unknown as ExpressionBuilder<JobsOnly, "j">;
  const conditions: Expression<SqlBool>[] = [];
  if (userId !== undefined) conditions.push(jobs("j.user_id", "=", userId));
  if (status !== undefined) conditions.push(jobs("j.status", "=", status));
  if (statuses !== undefined) conditions.push(jobs("j.status", "in", statuses));
  if (stage !== undefined) conditions.push(jobs("j.stage", "=", stage));
  if (olderThanHours !== undefined) {
    conditions.push(sql<SqlBool>`j.created_at < now() - make_interval(secs => ${olderThanHours * 3600})`);
  }
  if (today) conditions.push(sql<SqlBool>`j.created_at >= date_trunc('day', now(), 'UTC')`);
  if (search !== undefined && search.trim() !== "") conditions.push(found(search.trim()));
  return jobs.and(conditions);
}

/** The expression is that of the trigram index. */
function found(search: string): Expression<SqlBool> {
  if (isUuid(search)) return sql<SqlBool>`j.id = ${search}`;
  const pattern = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`(j.title || ' ' || coalesce(j.error_code || ' ' || j.error_message, '')) ilike ${pattern}`;
}
