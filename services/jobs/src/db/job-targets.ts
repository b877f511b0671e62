import type { BulkTarget } from "@agentos/action-kit/bulk/bulk-action";
import type { JobStatus } from "@agentos/contracts/api/jobs";
import { maxBulkItems } from "@agentos/contracts/limits";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { StageName } from "@agentos/contracts/stages/stages";
import { matches, type JobFilter } from "./job-filter.ts";
import { understandSearch } from "./job-search.ts";
import type { Db } from "./tables.ts";

/** Jobs as an action names them: one by one, or by what they have in common. */
export type SomeJobs = {
  job_ids?: string[] | undefined;
  filter?:
    | {
        status?: JobStatus | undefined;
        stage?: StageName | undefined;
        user_id?: string | undefined;
        older_than_hours?: number | undefined;
        search?: string | undefined;
      }
    | undefined;
};

/**
 * The jobs that an action is about: of named ones each, with why it is refused; of a filter those of the given statuses alone, the
 * oldest first. Beyond the actor's scope there are none.
 */
export async function selectJobs(
  db: Db,
  { job_ids, filter = {} }: SomeJobs,
  actor: Actor,
  statuses: { found: readonly JobStatus[]; named: readonly JobStatus[] },
): Promise<BulkTarget[]> {
  if (job_ids) return namedJobs(db, job_ids, actor, statuses.named);
  return foundJobs(db, actor, {
    statuses: filter.status === undefined ? statuses.found : [filter.status],
    stage: filter.stage,
    userId: filter.user_id,
    olderThanHours: filter.older_than_hours,
    ...(await understandSearch(db, filter.search)),
  });
}

async function foundJobs(db: Db, actor: Actor, filter: JobFilter): Promise<BulkTarget[]> {
  const rows = await db
    .selectFrom("jobs as j")
    .select("j.id")
    .where((eb) => matches(eb, filter))
    .where((eb) => matches(eb, { userId: actor.scope === "own" ? actor.user_id : undefined }))
    .orderBy("j.created_at")
    .orderBy("j.id")
    .limit(maxBulkItems)
    .execute();
  return rows.map(({ id }) => ({ id, refusal: null }));
}

async function namedJobs(
  db: Db,
  ids: readonly string[],
  actor: Actor,
  statuses: readonly JobStatus[],
): Promise<BulkTarget[]> {
  const rows = await db
    .selectFrom("jobs as j")
    .select(["j.id", "j.status"])
    .where("j.id", "in", ids)
    .where((eb) => matches(eb, { userId: actor.scope === "own" ? actor.user_id : undefined }))
    .execute();
  const statusOf = new Map(rows.map((row) => [row.id, row.status]));
  return [...new Set(ids.map((id) => id.toLowerCase()))].map((id) => {
    const status = statusOf.get(id);
    if (status === undefined) return { id, refusal: "NOT_FOUND" };
    return { id, refusal: statuses.includes(status) ? null : "CONFLICT" };
  });
}
