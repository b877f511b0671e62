import type { ClipView } from "@agentos/contracts/api/clips";
import type { JobView } from "@agentos/contracts/api/jobs";
import { Link } from "wouter";
import { isActive } from "../data/jobs.ts";
import { formatAgo } from "@agentos/ui/format/time";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { describeJob } from "./describe-job.ts";
import { StatusBadge } from "@agentos/ui/parts/status-badge";

/** A job in a list: the way to its page. */
export function JobRow({ job, clips = [] }: { job: JobView; clips?: readonly ClipView[] }) {
  return (
    <li className="relative flex min-h-[5.375rem] items-center gap-4 rounded-card border border-line bg-surface px-4 py-3.5 transition-colors hover:border-edge sm:px-5">
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5">
        <div className="flex items-center gap-3">
          <Link
            href={`/jobs/${job.id}`}
            title={job.title}
            className="min-w-0 truncate font-medium after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-ink"
          >
            {job.title}
          </Link>
          <StatusBadge status={job.status} />
        </div>
        <div className="flex items-baseline justify-between gap-4 text-sm text-ink-soft tabular-nums">
          <span className="min-w-0 truncate">{describeJob(job)}</span>
          <time dateTime={job.created_at} className="shrink-0 text-ink-faint max-sm:hidden">
            {formatAgo(job.created_at)}
          </time>
        </div>
        {isActive(job) && (
          <ProgressBar share={job.progress} label={`Progress of ${job.title}`} className="mt-1 h-1.5" />
        )}
      </div>
      {clips.length > 0 && (
        <div aria-hidden className="flex gap-1 max-sm:hidden">
          {clips.slice(0, 4).map((clip) => (
            <img key={clip.id} src={clip.thumbnail_url} alt="" className="h-14 w-8 rounded-md bg-sunken object-cover" />
          ))}
        </div>
      )}
    </li>
  );
}

/** Rows that are still to come, in their size. */
export function JobRowPlaceholders({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={index} className="placeholder h-[5.375rem] rounded-card" />
  ));
}
