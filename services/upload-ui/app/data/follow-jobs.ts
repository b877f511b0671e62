import type { LiveEvent } from "@agentos/client/live/event-sieve";
import type { LiveConnection } from "@agentos/client/live/live-connection";
import type { JobView } from "@agentos/contracts/api/jobs";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { withEvent } from "@agentos/client/jobs/job-events";
import { holdersOf } from "./job-holders.ts";
import { clipKeys, jobKeys } from "./job-keys.ts";
import { withProgress, type JobProgress } from "@agentos/client/jobs/job-progress";
import { Refetches } from "./refetches.ts";

/** After an interruption of many, not all come back at the same moment. */
const spreadMs = 2000;
/** What an event leaves open, the next one mostly says: it is waited for so long before anything is read for it. */
const nextEventMs = 1000;

/**
 * Keeps the queries of jobs current by what the hub tells: it is put into what is shown at once, and read anew is only what events
 * do not say. Returns how to stop that.
 */
export function followJobs(connection: LiveConnection, queries: QueryClient): () => void {
  const refetches = new Refetches(queries);
  const doubts = new Set<ReturnType<typeof setTimeout>>();
  const take = (event: LiveEvent): void => {
    const { outdated, doubtful } = takeEvent(queries, event);
    refetches.mark(...outdated);
    if (!doubtful) return;
    const doubt = setTimeout(() => {
      doubts.delete(doubt);
      refetches.mark(...doubtful());
    }, nextEventMs);
    doubts.add(doubt);
  };
  let later: ReturnType<typeof setTimeout> | undefined;
  let known = false;
  const readAll = (): void => {
    clearTimeout(later);
    later = setTimeout(() => refetches.mark(jobKeys.all, clipKeys.all), known ? Math.random() * spreadMs : 0);
    known = true;
  };
  let { status } = connection.state;
  const stops = [
    connection.follow({ channels: ["job_status"], onEvent: take, onSubscribed: readAll, onResync: readAll }),
    connection.subscribe(() => {
      const goesDown = connection.state.status === "down" && status !== "down";
      ({ status } = connection.state);
      // From here on it is asked for at intervals; what was not told since the connection was lost is asked for now.
      if (goesDown) readAll();
    }),
    () => clearTimeout(later),
    () => doubts.forEach((doubt) => clearTimeout(doubt)),
    () => refetches.stop(),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What an event leaves to be read: the keys of queries, and those that have to be read unless a later event says what is open. */
export type Left = { outdated: QueryKey[]; doubtful?: () => QueryKey[] };

/** Puts an event into what is held, as far as it says. */
export function takeEvent(queries: QueryClient, event: LiveEvent): Left {
  const { type, data } = event;
  const id = data["job_id"];
  if (typeof id !== "string") return { outdated: [] };
  if (type === "clip:ready") return { outdated: [clipKeys.of(id), clipKeys.recent] };
  if (type !== jobProgress.name) return takeChange(queries, id, event);
  const tick = jobProgress.payload.safeParse(data).data;
  if (!tick || takeProgress(queries, tick).length === 0) return { outdated: [] };
  // It has overtaken the event that it belongs to.
  return { outdated: [], doubtful: () => takeProgress(queries, tick) };
}

function takeChange(queries: QueryClient, id: string, event: LiveEvent): Left {
  const outdated: QueryKey[] = [];
  let isOpen = false;
  for (const { key, job, chosenByState, put } of holdersOf(queries, id)) {
    const told = job && withEvent(job, event);
    if (told && told.job === job) continue;
    const isMoved = chosenByState && told?.job.status !== job?.status;
    if (!told || !put(told.job) || isMoved || told.lacks === "detail") outdated.push(key);
    else if (told.lacks === "arrival") isOpen = true;
  }
  if (!isOpen) return { outdated };
  const page = jobKeys.one(id);
  const isStill = () => queries.getQueryData<JobView>(page)?.version === event.version;
  return { outdated, doubtful: () => (isStill() ? [page] : []) };
}

/** Returns the keys of what a tick is ahead of. */
function takeProgress(queries: QueryClient, tick: JobProgress): QueryKey[] {
  const behind: QueryKey[] = [];
  for (const { key, job, put } of holdersOf(queries, tick.job_id)) {
    if (!job) continue;
    const told: JobView | undefined = withProgress(job, tick);
    if (!told) behind.push(key);
    else if (told !== job) put(told);
  }
  return behind;
}
