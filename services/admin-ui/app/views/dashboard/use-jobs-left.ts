import { jobOperations } from "@agentos/contracts/api/jobs";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useStaff } from "../../data/staff.ts";
import { useJobTicks } from "./use-job-ticks.ts";

const everyMs = 15_000;
const most = 100;

/** When what is in work will be done: the longest estimate in seconds, of how many jobs that have one, of how many in work. */
export function useJobsLeft(): { seconds: number | null; told: number; running: number | undefined } {
  const { client } = useStaff();
  const ticks = useJobTicks();
  const { data } = useQuery({
    queryKey: ["jobs-in-work"],
    queryFn: ({ signal }) =>
      client.page(jobOperations.byStatus, {
        params: { status: "processing" },
        query: { per_page: most },
        signal,
      }),
    refetchInterval: everyMs,
  });
  useSyncExternalStore(ticks.subscribe, ticks.getVersion);
  if (!data) return { seconds: null, told: 0, running: undefined };
  const left = data.data
    .map((job) => ticks.of(job)?.eta_seconds ?? job.eta_seconds)
    .filter((seconds) => seconds !== null);
  return {
    seconds: left.length === 0 ? null : Math.max(...left),
    told: left.length,
    running: data.pagination.total,
  };
}
