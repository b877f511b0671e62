import type { Page } from "@agentos/client/api-client";
import type { jobOperations, JobDetail, JobView } from "@agentos/contracts/api/jobs";
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { jobKeys } from "./job-keys.ts";

type JobPage = Page<typeof jobOperations.history>;

/** A query that holds a job, or might have to hold it. */
export type Holder = {
  key: QueryKey;
  /** The job as it is held there. */
  job: JobView | undefined;
  /** Whether it depends on the state of a job whether it belongs there. */
  chosenByState: boolean;
  /** Puts a newer state of the job there. Returns whether that could be: what is not looked at, or could not be read, is left to a read. */
  put(job: JobView): boolean;
};

/** Everything that holds a job, or might have to: its own page first. */
export function holdersOf(queries: QueryClient, id: string): Holder[] {
  const cache = queries.getQueryCache();
  const inList = (jobs: JobView[] | undefined) => jobs?.find((job) => job.id === id);
  const swap = (jobs: JobView[], job: JobView) => jobs.map((one) => (one.id === id ? job : one));
  const recent = cache.findAll({ queryKey: jobKeys.recent }).map((query) => ({
    key: query.queryKey,
    job: inList(query.state.data as JobView[] | undefined),
    chosenByState: false,
    put: (job: JobView) => change(queries, query, (held: JobView[]) => swap(held, job)),
  }));
  const histories = cache.findAll({ queryKey: jobKeys.histories }).map((query) => ({
    key: query.queryKey,
    job: inList((query.state.data as JobPage | undefined)?.data),
    chosenByState: true,
    put: (job: JobView) => change(queries, query, (held: JobPage) => ({ ...held, data: swap(held.data, job) })),
  }));
  const key = jobKeys.one(id);
  const query = cache.find({ queryKey: key, exact: true });
  const one = {
    key,
    job: query?.state.data as JobDetail | undefined,
    chosenByState: false,
    put: (job: JobView) => query !== undefined && change(queries, query, () => job),
  };
  return [one, ...recent, ...histories];
}

function change(queries: QueryClient, query: Query, changed: (held: never) => unknown): boolean {
  const { data, dataUpdatedAt: updatedAt, error, isInvalidated, fetchStatus } = query.state;
  // What is put there would count as read: a read that is yet to begin would be forgotten.
  const isReadLater = isInvalidated && fetchStatus !== "fetching";
  if (!query.isActive() || data === undefined || error !== null || isReadLater) return false;
  queries.setQueryData(query.queryKey, changed(data as never), { updatedAt });
  return true;
}
