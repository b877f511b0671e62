import { withEvent } from "@agentos/client/jobs/job-events";
import { newerJob, withProgress } from "@agentos/client/jobs/job-progress";
import type { LiveEvent } from "@agentos/client/live/event-sieve";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { JobsFilter } from "../filters.ts";

export type JobRow = RowOf<"jobs"> & { eta_seconds?: number | null };

/** The row after an event of its job; undefined where the event does not say what has become of it. */
export function rowAfter(row: JobRow, event: LiveEvent): JobRow | undefined {
  if (event.type === jobProgress.name) {
    const tick = jobProgress.payload.safeParse(event.data).data;
    return tick ? withProgress(row, tick) : row;
  }
  const told = withEvent(row, event)?.job;
  const { tries } = event.data;
  return told && told !== row && typeof tries === "number" ? { ...told, tries } : told;
}

/** What is held of a job as a row of the list. */
export function rowOf({
  source: _source,
  duration_seconds,
  options: _options,
  steps,
  notes: _notes,
  work,
  ...job
}: JobDetail): JobRow {
  const at = job.stage ?? job.error?.stage;
  const running = work?.find(({ stage }) => stage === at)?.attempts.at(-1);
  return {
    ...job,
    media_seconds: duration_seconds,
    tries: steps.find(({ stage }) => stage === at)?.tries ?? 0,
    worker_id: running?.outcome === null ? running.worker_id : null,
  };
}

/** Rows in their order, and where each job stands among them. */
export type Listed = { rows: readonly JobRow[]; places: ReadonlyMap<string, number> };

/** What was read, each job once: what has come since was put on top, wherever it belongs. */
export function listed(read: readonly JobRow[], sort: JobsFilter["sort"]): Listed {
  const places = new Map<string, number>();
  const once = read.filter(({ id }) => !places.has(id) && places.set(id, 0));
  const rows = sort === undefined || sort === "newest" ? newestFirst(once) : once;
  for (const [place, { id }] of rows.entries()) places.set(id, place);
  return { rows, places };
}

/**
 * The rows, each as the newest that is known of it, without those that the filter does not mean any more. A row that has not changed
 * stays the same object; the work grows with what is known, not with what is listed.
 */
export function withKnown(
  { rows, places }: Listed,
  known: Iterable<JobRow>,
  status: JobsFilter["status"],
): readonly JobRow[] {
  const now = [...rows];
  for (const told of known) {
    const place = places.get(told.id);
    const row = place === undefined ? undefined : now[place];
    if (row && place !== undefined) now[place] = newerJob(told, row);
  }
  return status === undefined ? now : now.filter((row) => isMeant(row, status));
}

function isMeant({ status }: JobRow, wanted: NonNullable<JobsFilter["status"]>): boolean {
  return wanted === "active" ? status === "queued" || status === "processing" : status === wanted;
}

function newestFirst(rows: JobRow[]): JobRow[] {
  const isSorted = rows.every((row, index) => index === 0 || (rows[index - 1] as JobRow).created_at >= row.created_at);
  if (isSorted) return rows;
  return rows.toSorted((a, b) => Number(a.created_at < b.created_at) - Number(a.created_at > b.created_at));
}
