import { useSearchParams } from "wouter";
import { useHistoryPage } from "../data/jobs.ts";
import { JobRow, JobRowPlaceholders } from "../jobs/job-row.tsx";
import { Problem } from "@agentos/ui/parts/problem";
import { useTitle } from "@agentos/ui/shell/use-title";
import { NothingFound } from "./nothing-found.tsx";
import { HistoryFilters } from "./history-filters.tsx";
import { readFilter, writeFilter, type ShownFilter } from "./history-filter.ts";
import { Pages } from "./pages.tsx";

/** All own jobs; what is searched, filtered and turned to is in the address. */
export function HistoryPage() {
  useTitle("Your videos");
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const jobs = useHistoryPage(filter);
  const change = (changed: Partial<ShownFilter>, options?: { replace: boolean }): void =>
    setParams(writeFilter({ ...filter, page: 1, ...changed }), options);
  return (
    <section className="grid grid-cols-1 gap-6" aria-labelledby="history">
      <h1 id="history" className="text-3xl font-semibold tracking-tight">
        Your videos
      </h1>
      <HistoryFilters filter={filter} onChange={change} />
      {jobs.error && !jobs.data && <Problem error={jobs.error} />}
      {jobs.data?.data.length === 0 && <NothingFound filter={filter} />}
      <ul
        className={`grid grid-cols-1 gap-3 transition-opacity ${jobs.isPlaceholderData ? "opacity-60" : ""}`}
        aria-busy={jobs.isFetching}
      >
        {jobs.isPending && <JobRowPlaceholders count={8} />}
        {jobs.data?.data.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      {jobs.data && <Pages pagination={jobs.data.pagination} onTurn={(page) => change({ page })} />}
    </section>
  );
}
