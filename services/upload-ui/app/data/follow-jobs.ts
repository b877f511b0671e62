import type { Page } from "@agentos/client/api-client";
import type { LiveEvent } from "@agentos/client/live/event-sieve";
import type { LiveConnection } from "@agentos/client/live/live-connection";
import type { jobOperations, JobDetail, JobView } from "@agentos/contracts/api/jobs";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { clipKeys, jobKeys } from "./job-keys.ts";
import { withProgress, type JobProgress } from "./job-progress.ts";
import { Refetches } from "./refetches.ts";

/** After an interruption of many, not all come back at the same moment. */
const spreadMs = 2000;

/**
 * Keeps the queries of jobs current by what the hub tells: progress is put into what is shown, all else is read anew, as events do not
 * tell all that is shown. Returns how to stop that.
 */
export function followJobs(connection: LiveConnection, queries: QueryClient): () => void {
  const refetches = new Refetches(queries);
  let later: ReturnType<typeof setTimeout> | undefined;
  let known = false;
  const readAll = (): void => {
    clearTimeout(later);
    later = setTimeout(() => refetches.mark(jobKeys.all, clipKeys.all), known ? Math.random() * spreadMs : 0);
    known = true;
  };
  let { status } = connection.state;
  const stops = [
    connection.follow({
      channels: ["job_status"],
      onEvent: (event) => refetches.mark(...takeEvent(queries, event)),
      onSubscribed: readAll,
      onResync: readAll,
    }),
    connection.subscribe(() => {
      const goesDown = connection.state.status === "down" && status !== "down";
      ({ status } = connection.state);
      // From here on it is asked for at intervals; what was not told since the connection was lost is asked for now.
      if (goesDown) readAll();
    }),
    () => clearTimeout(later),
    () => refetches.stop(),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Puts an event into what is held, as far as that can be. Returns the keys of what has to be read. */
export function takeEvent(queries: QueryClient, { type, version, data }: LiveEvent): QueryKey[] {
  const id = data["job_id"];
  if (typeof id !== "string") return [];
  if (type === "clip:ready") return [clipKeys.of(id), clipKeys.recent];
  if (type !== jobProgress.name)
    return holdersOf(queries, id, true, (job) => version === null || job.version < version);
  const tick = jobProgress.payload.safeParse(data).data;
  return tick ? takeProgress(queries, tick) : [];
}

function takeProgress(queries: QueryClient, tick: JobProgress): QueryKey[] {
  const unknown = holdersOf(queries, tick.job_id, false, (job) => withProgress(job, tick) === undefined);
  const put = <Job extends JobView>(job: Job): Job => (job.id === tick.job_id ? (withProgress(job, tick) ?? job) : job);
  const change = (query: Query, changed: (data: never) => unknown): void => {
    // One that is read anew, or could not be, is left to that.
    if (!query.isActive() || query.state.error !== null || query.state.isInvalidated) return;
    const { data, dataUpdatedAt: updatedAt } = query.state;
    if (data !== undefined) queries.setQueryData(query.queryKey, changed(data as never), { updatedAt });
  };
  const cache = queries.getQueryCache();
  for (const query of cache.findAll({ queryKey: jobKeys.one(tick.job_id), exact: true }))
    change(query, (job: JobDetail) => put(job));
  for (const query of cache.findAll({ queryKey: jobKeys.recent })) change(query, (jobs: JobView[]) => jobs.map(put));
  for (const query of cache.findAll({ queryKey: jobKeys.histories })) {
    change(query, (page: JobPage) => ({ ...page, data: page.data.map(put) }));
  }
  return unknown;
}

type JobPage = Page<typeof jobOperations.history>;

/**
 * The queries that hold a job in a state that is out of date; `absent`: whether one that does not hold it counts as well, as it might
 * have to.
 */
function holdersOf(queries: QueryClient, id: string, absent: boolean, isOld: (job: JobView) => boolean): QueryKey[] {
  const cache = queries.getQueryCache();
  const recent = cache.findAll({ queryKey: jobKeys.recent }).map((query) => ({
    key: query.queryKey,
    job: (query.state.data as JobView[] | undefined)?.find((job) => job.id === id),
  }));
  const histories = cache.findAll({ queryKey: jobKeys.histories }).map((query) => ({
    key: query.queryKey,
    job: (query.state.data as JobPage | undefined)?.data.find((job) => job.id === id),
  }));
  const one = { key: jobKeys.one(id), job: queries.getQueryData<JobDetail>(jobKeys.one(id)) };
  return [one, ...recent, ...histories].filter(({ job }) => (job ? isOld(job) : absent)).map(({ key }) => key);
}
