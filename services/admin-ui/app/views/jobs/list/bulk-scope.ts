import type { InputOf } from "@agentos/contracts/actions/actions";
import type { JobsFilter } from "../filters.ts";

type Payload = Partial<InputOf<"job.bulk_cancel"> & InputOf<"job.bulk_retry">>;

/** Jobs that an action on many is to be about; `why`: these cannot be told to it. */
export type BulkScope = { subject: string; payload: Payload; why?: string };

/** At the most so many are named one by one. */
const mostNamed = 1000;

/** Those that are selected, or else all that the filter means. */
export function bulkScope(
  selected: ReadonlySet<string>,
  filter: JobsFilter,
  statuses: readonly NonNullable<JobsFilter["status"]>[],
  now: number = Date.now(),
): BulkScope {
  if (selected.size > 0) {
    const scope = { subject: selected.size === 1 ? "1 job" : `${selected.size} jobs`, payload: named(selected) };
    return selected.size > mostNamed ? { ...scope, why: `Up to ${mostNamed} jobs can be named at once.` } : scope;
  }
  const { status, search, stage, user_id, to, from, priority, error_code } = filter;
  const cannot = { from, priority, error_code };
  const unsaid = Object.values(cannot).some((value) => value !== undefined);
  const found = {
    ...(status === undefined || status === "active" ? {} : { status }),
    ...(search === undefined ? {} : { search }),
    ...(stage === undefined ? {} : { stage }),
    ...(user_id === undefined ? {} : { user_id }),
    ...(to === undefined ? {} : { older_than_hours: Math.max(0, (now - Date.parse(to)) / 3_600_000) }),
  };
  const scope: BulkScope = {
    subject: "all that the filter finds",
    payload: { filter: found, job_ids: undefined } as Payload,
  };
  if (unsaid)
    return { ...scope, why: "Many at once cannot be found by priority, error or a begin. Select them instead." };
  if (status !== undefined && !statuses.includes(status))
    return { ...scope, why: `None of what is listed can be: it must be ${statuses.join(" or ")}.` };
  if (Object.keys(found).length === 0 && status === undefined)
    return { ...scope, why: "Select jobs, or filter: it would mean every job." };
  // Active ones are all that the action can be about; a filter has to say something.
  return Object.keys(found).length === 0
    ? { ...scope, payload: { filter: { older_than_hours: 0 }, job_ids: undefined } as Payload }
    : scope;
}

/** The field that is left out is told to be so: nobody is asked for it. */
function named(selected: ReadonlySet<string>): Payload {
  return { job_ids: [...selected], filter: undefined } as Payload;
}
