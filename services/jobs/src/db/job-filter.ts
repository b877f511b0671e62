import type { JobStatus } from "@agentos/contracts/api/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Tables } from "./tables.ts";

export type JobFilter = {
  /** This one. */
  id?: string | undefined;
  userId?: string | undefined;
  /** An account beside `userId`: of both where both are given. */
  alsoUserId?: string | undefined;
  status?: JobStatus | undefined;
  /** One of these. */
  statuses?: readonly JobStatus[] | undefined;
  /** Where the job is, or where it ended unfinished. */
  stage?: StageName | undefined;
  /** 0 to 3. */
  priority?: number | undefined;
  errorCode?: string | undefined;
  /** Created at this moment or later, and before that one. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** A part of the title, the error's code or its message, as it is written. */
  text?: string | undefined;
  /** Made longer ago than this. */
  olderThanHours?: number | undefined;
  /** Created since the last midnight, UTC. */
  today?: boolean;
};

type JobsOnly = { j: Tables["jobs"] };
type Conditions = { [Word in keyof JobFilter]-?: (wanted: NonNullable<JobFilter[Word]>) => Expression<SqlBool> };

const conditions: Conditions = {
  id: (id) => sql`j.id = ${id}`,
  userId: (id) => sql`j.user_id = ${id}`,
  alsoUserId: (id) => sql`j.user_id = ${id}`,
  status: (status) => sql`j.status = ${status}`,
  statuses: (statuses) => sql`j.status in (${sql.join(statuses)})`,
  // Each half has its index: of what has ended there is much, and what goes on is little.
  stage: (stage) => sql`(j.stopped_stage = ${stage} or (j.status in ('queued', 'processing') and j.stage = ${stage}))`,
  priority: (rank) => sql`j.priority = ${rank}`,
  errorCode: (code) => sql`j.error_code = ${code}`,
  from: (moment) => sql`j.created_at >= ${moment}`,
  to: (moment) => sql`j.created_at < ${moment}`,
  // The expression is that of the trigram index.
  text: (text) =>
    sql`(j.title || ' ' || coalesce(j.error_code || ' ' || j.error_message, '')) ilike ${containing(text)}`,
  olderThanHours: (hours) => sql`j.created_at < now() - make_interval(secs => ${hours * 3600})`,
  today: (wanted) => (wanted ? sql`j.created_at >= date_trunc('day', now(), 'UTC')` : sql`true`),
};

/** Whether a job is one that the filter means. */
export function matches<Among extends JobsOnly>(
  eb: ExpressionBuilder<Among, "j">,
  filter: JobFilter,
): Expression<SqlBool> {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  return eb.and(
    wanted.map(([word, value]) => (conditions[word as keyof JobFilter] as (of: unknown) => Expression<SqlBool>)(value)),
  );
}

/** What is typed is looked for as it is: nothing in it is a pattern. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
