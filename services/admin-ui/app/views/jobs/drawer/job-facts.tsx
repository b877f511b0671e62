import type { JobDetail } from "@agentos/contracts/api/jobs";
import { formatBytes } from "@agentos/ui/format/bytes";
import { describeOptions } from "@agentos/ui/format/options";
import { formatDuration } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useTargetSeconds } from "./use-target.ts";
import { DrawerSection } from "./drawer-section.tsx";
import { isActive } from "./use-job.ts";

const linkClass = "underline decoration-edge underline-offset-4 hover:text-ink";

/** What a job is: whose, of what, how, and whether it kept to the time for a job. */
export function JobFacts({ job }: { job: JobDetail }) {
  return (
    <DrawerSection title="Facts">
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1.5 text-sm">
        <Fact name="Id">
          <code className="text-xs">{job.id}</code>
        </Fact>
        <Fact name="User">
          <Link href={`/jobs?user_id=${job.user_id}`} className={linkClass} title="Jobs of this user">
            <code className="text-xs">{job.user_id}</code>
          </Link>
        </Fact>
        <Fact name="Trace">
          <Link href={`/logs?trace_id=${job.trace_id}`} className={linkClass} title="What all services logged of it">
            <code className="text-xs">{job.trace_id || "–"}</code>
          </Link>
        </Fact>
        <Fact name="Made">
          <Ago at={job.created_at} />
        </Fact>
        <Fact name="Begun">{job.started_at ? <Ago at={job.started_at} /> : "not yet"}</Fact>
        <Fact name="Ended">{job.finished_at ? <Ago at={job.finished_at} /> : "not yet"}</Fact>
        <Fact name="Target">
          <Target job={job} />
        </Fact>
        <Fact name="Priority">{job.priority}</Fact>
        <Fact name="Source">{sourceOf(job)}</Fact>
        <Fact name="Length">{job.duration_seconds === null ? "–" : formatDuration(job.duration_seconds)}</Fact>
        <Fact name="Options">{describeOptions(job.options)}</Fact>
        {job.note && <Fact name="Note">{job.note}</Fact>}
        {job.seeded && <Fact name="Origin">Invented to fill the system; no video is behind its first run.</Fact>}
      </dl>
    </DrawerSection>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** Whether it was done within the time for a job, which counts from when it was made. */
function Target({ job }: { job: JobDetail }) {
  const target = useTargetSeconds();
  if (target === undefined) return <span title="The settings have not been told yet">–</span>;
  const within = `within ${formatDuration(target)}`;
  if (job.status === "cancelled") return <>{within}; does not count for a job that was cancelled</>;
  if (isActive(job)) return <>{within} of when it was made</>;
  const took = (Date.parse(job.finished_at ?? job.created_at) - Date.parse(job.created_at)) / 1000;
  if (job.status === "failed") return <span className="text-bad">Missed: it failed ({within})</span>;
  return took <= target ? (
    <span className="text-good">
      Kept: {formatDuration(took)} ({within})
    </span>
  ) : (
    <span className="text-bad">
      Missed: {formatDuration(took)} ({within})
    </span>
  );
}

function sourceOf({ source }: JobDetail): string {
  return source.kind === "url" ? source.url : `${source.filename}, ${formatBytes(source.bytes)}`;
}
