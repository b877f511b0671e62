import type { ApiError } from "@agentos/client/api-error";
import type { Page } from "@agentos/client/api-client";
import { clipOperations, type ClipView } from "@agentos/contracts/api/clips";
import { jobActionOperations } from "@agentos/contracts/api/job-actions";
import { jobOperations, type JobDetail, type JobStatus, type JobView } from "@agentos/contracts/api/jobs";
import type { BodyOf } from "@agentos/contracts/api/operation";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { clipKeys, jobKeys, type HistoryFilter } from "./job-keys.ts";
import { newerJob, newerJobs } from "@agentos/client/jobs/job-progress";
import { useLive } from "./live.ts";
import { useUser } from "./services.tsx";

const active: ReadonlySet<JobStatus> = new Set(["queued", "processing"]);

export function isActive(job: { status: JobStatus }): boolean {
  return active.has(job.status);
}

export function useJob(id: string) {
  const { client } = useUser();
  return useLive<JobDetail>({
    key: jobKeys.one(id),
    read: (signal) => client.call(jobOperations.get, { params: { job_id: id }, signal }),
    isActive,
    newer: newerJob,
  });
}

export function useRecentJobs(limit: number) {
  const { client } = useUser();
  return useLive<JobView[]>({
    key: [...jobKeys.recent, limit],
    read: (signal) => client.call(jobOperations.recent, { params: { limit }, signal }),
    isActive: (jobs) => jobs.some(isActive),
    newer: newerJobs,
  });
}

export function useHistoryPage(filter: HistoryFilter) {
  const { client } = useUser();
  return useLive<Page<typeof jobOperations.history>>({
    key: jobKeys.history(filter),
    read: (signal) => client.page(jobOperations.history, { query: { ...filter, per_page: 20 }, signal }),
    isActive: (page) => page.data.some(isActive),
    newer: (held, read) => ({ ...read, data: newerJobs(held.data, read.data) }),
    keepPrevious: true,
  });
}

/** The clips of a job; their addresses are signed for a while, so they are asked for anew before that ends. */
export function useClips(jobId: string, options: { enabled: boolean }) {
  const { client } = useUser();
  return useQuery<ClipView[], ApiError>({
    queryKey: clipKeys.of(jobId),
    queryFn: ({ signal }) => client.call(jobOperations.clips, { params: { job_id: jobId }, signal }),
    enabled: options.enabled,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}

/** `finished`: how many jobs are, so that new clips are asked for when one more is. */
export function useRecentClips(finished: number) {
  const { client } = useUser();
  return useQuery<ClipView[], ApiError>({
    queryKey: [...clipKeys.recent, finished],
    queryFn: ({ signal }) => client.call(clipOperations.recent, { query: { limit: 12 }, signal }),
    enabled: finished > 0,
    placeholderData: (previous) => previous,
    staleTime: 5 * 60_000,
  });
}

export function useRetryPreview(jobId: string, options: { enabled: boolean }) {
  const { client } = useUser();
  return useQuery({
    queryKey: [...jobKeys.one(jobId), "retry"],
    queryFn: ({ signal }) => client.call(jobOperations.retryPreview, { params: { job_id: jobId }, signal }),
    enabled: options.enabled,
  });
}

export function useCancelJob(jobId: string) {
  const { client } = useUser();
  return useJobChange(() => client.call(jobActionOperations.cancel, { params: { job_id: jobId }, body: {} }));
}

export function useRetryJob(jobId: string) {
  const { client } = useUser();
  return useJobChange(() => client.call(jobActionOperations.retry, { params: { job_id: jobId }, body: {} }));
}

export function useCreateJob() {
  const { client } = useUser();
  return useJobChange((body: BodyOf<typeof jobOperations.create>) => client.call(jobOperations.create, { body }));
}

/** A change after which every list and view of jobs is asked for again. */
function useJobChange<Given, Reply>(change: (given: Given) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation<Reply, ApiError, Given>({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: jobKeys.all }),
  });
}
