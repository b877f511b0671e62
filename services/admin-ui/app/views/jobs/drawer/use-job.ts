import type { ApiError } from "@agentos/client/api-error";
import { newerJob, withProgress } from "@agentos/client/jobs/job-progress";
import type { LiveEvent } from "@agentos/client/live/event-sieve";
import { pollPace } from "@agentos/client/live/live-state";
import type { ClipView } from "@agentos/contracts/api/clips";
import { jobOperations, type JobDetail } from "@agentos/contracts/api/jobs";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import { replaceEqualDeep, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStaff } from "../../../data/staff.ts";
import { useLiveState } from "../../../data/use-section.ts";

/** Events come in groups: what they leave open is read once for them, in milliseconds. */
const gatherMs = 250;

const keyOf = (id: string) => ["job", id] as const;

export function isActive({ status }: Pick<JobDetail, "status">): boolean {
  return status === "queued" || status === "processing";
}

/** A job with all that is known of it: progress is shown as it is told, the rest is read anew whenever something has happened. */
export function useJob(id: string): UseQueryResult<JobDetail, ApiError> {
  const { client, connection } = useStaff();
  const queries = useQueryClient();
  const live = useLiveState();
  useEffect(() => {
    const key = keyOf(id);
    let reading: ReturnType<typeof setTimeout> | undefined;
    const readSoon = (): void => {
      reading ??= setTimeout(() => {
        reading = undefined;
        void queries.invalidateQueries({ queryKey: key });
      }, gatherMs);
    };
    const take = ({ type, data }: LiveEvent): void => {
      if (data["job_id"] !== id) return;
      const held = queries.getQueryData<JobDetail>(key);
      const tick = type === jobProgress.name ? jobProgress.payload.safeParse(data).data : undefined;
      const told = held && tick && withProgress(held, tick);
      if (told) queries.setQueryData(key, told);
      else readSoon();
    };
    const stop = connection.follow({ channels: ["job_status"], onEvent: take, onResync: readSoon });
    return () => {
      clearTimeout(reading);
      stop();
    };
  }, [id, connection, queries]);
  return useQuery<JobDetail, ApiError>({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => client.call(jobOperations.get, { params: { job_id: id }, signal }),
    structuralSharing: (held, read) =>
      replaceEqualDeep(held, held === undefined ? read : newerJob(held as JobDetail, read as JobDetail)),
    refetchInterval: ({ state }) => pollPace(live, state.data !== undefined && isActive(state.data)) ?? false,
  });
}

/** The clips of a job, best first; their addresses work for a while. */
export function useClips(job: JobDetail): UseQueryResult<ClipView[], ApiError> {
  const { client } = useStaff();
  return useQuery<ClipView[], ApiError>({
    queryKey: [...keyOf(job.id), "clips", job.run],
    queryFn: ({ signal }) => client.call(jobOperations.clips, { params: { job_id: job.id }, signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}

/** What running a job again would do. */
export function useRetryPreview(job: JobDetail) {
  const { client } = useStaff();
  return useQuery({
    queryKey: [...keyOf(job.id), "retry", job.version],
    queryFn: ({ signal }) => client.call(jobOperations.retryPreview, { params: { job_id: job.id }, signal }),
  });
}
