import { artefact, type Artefact } from "@agentos/contracts/artefact";
import type { JobSource } from "@agentos/contracts/job-source";

type Attempt = { job_id: string; run: number; stage: string; attempt_id: string };

/** Where the files of a job are. */
export function jobPrefix(jobId: string): string {
  return `jobs/${jobId}/`;
}

/** Where the files of an attempt are. */
export function attemptPrefix(attempt: Attempt): string {
  return `${jobPrefix(attempt.job_id)}${attempt.run}/${attempt.stage}/${attempt.attempt_id}/`;
}

/**
 * The first file of an output that is neither the attempt's own, nor the job's source, nor of another stage of the job: a
 * result must not point at the files of an attempt that was given up, or of another job.
 */
export function foreignKey(attempt: Attempt & { source: JobSource }, output: unknown): string | undefined {
  const source = attempt.source.kind === "upload" ? attempt.source.key : undefined;
  const sameStage = `jobs/${attempt.job_id}/${attempt.run}/${attempt.stage}/`;
  const keys = artefactsIn(output).map(({ key }) => key);
  return keys.find((key) => {
    if (key === source || key.startsWith(attemptPrefix(attempt))) return false;
    return !key.startsWith(`jobs/${attempt.job_id}/`) || key.startsWith(sameStage);
  });
}

/** Every file that an output names, wherever in it. */
export function artefactsIn(value: unknown): Artefact[] {
  if (Array.isArray(value)) return value.flatMap(artefactsIn);
  if (typeof value !== "object" || value === null) return [];
  const found = artefact.safeParse(value);
  return found.success ? [found.data] : Object.values(value).flatMap(artefactsIn);
}
