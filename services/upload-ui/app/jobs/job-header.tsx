import type { JobDetail } from "@agentos/contracts/api/jobs";
import { describeOptions } from "@agentos/ui/format/options";
import { formatBytes } from "@agentos/ui/format/bytes";
import { formatAgo, formatDuration } from "@agentos/ui/format/time";
import { StatusBadge } from "@agentos/ui/parts/status-badge";

/** What the job is of, and with which options. */
export function JobHeader({ job }: { job: JobDetail }) {
  const facts = [
    job.duration_seconds === null ? undefined : `${formatDuration(job.duration_seconds)} long`,
    job.source.kind === "upload" ? formatBytes(job.source.bytes) : undefined,
    formatAgo(job.created_at),
    job.run > 1 ? `run ${job.run}` : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <header className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="max-w-full min-w-0 text-2xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-3xl">
          {job.title}
        </h1>
        <StatusBadge status={job.status} />
      </div>
      <p className="text-ink-soft tabular-nums">{facts.join(" · ")}</p>
      {job.source.kind === "url" && <p className="text-sm break-all text-ink-soft">{job.source.url}</p>}
      <p className="text-sm text-ink-faint">{describeOptions(job.options)}</p>
    </header>
  );
}
