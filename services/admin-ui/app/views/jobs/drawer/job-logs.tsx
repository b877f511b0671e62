import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { StoredLogLine } from "@agentos/contracts/logs/stored-log-line";
import { Problem } from "@agentos/ui/parts/problem";
import { Link } from "wouter";
import { useRows } from "../../../data/use-rows.ts";
import { DrawerSection } from "./drawer-section.tsx";

const time = new Intl.DateTimeFormat("en", { timeStyle: "medium", dateStyle: "short" });
const tones: Partial<Record<StoredLogLine["level"], string>> = {
  warn: "text-warn",
  error: "text-bad",
  fatal: "text-bad",
};

const shown = 25;

/** What all services have logged of a job, the newest first. */
export function JobLogs({ job }: { job: JobDetail }) {
  const { rows, pagination, error, loading } = useRows("logs", { source: "system", job_id: job.id }, shown);
  const lines = rows?.filter((row): row is StoredLogLine => "level" in row);
  return (
    <DrawerSection
      title="Logs"
      aside={
        <Link href={`/logs?job_id=${job.id}`} className="text-sm underline decoration-edge underline-offset-4">
          {pagination && pagination.total > shown
            ? `All ${pagination.total.toLocaleString("en")} lines`
            : "In the log view"}
        </Link>
      }
    >
      {error && !lines && <Problem error={error} />}
      {loading && <div className="placeholder h-40" />}
      {lines?.length === 0 && <p className="text-sm text-ink-soft">No line of this job is kept.</p>}
      <ol className="grid gap-1 text-sm">
        {lines?.map((line) => (
          <li key={line.id} className="grid grid-cols-[auto_1fr] gap-x-3">
            <time dateTime={line.at} className="text-xs leading-5 text-ink-faint tabular-nums">
              {time.format(new Date(line.at))}
            </time>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className={`font-medium ${tones[line.level] ?? ""}`}>{line.level}</span>{" "}
              <span className="text-ink-soft">{line.service}</span> {line.message}
            </span>
          </li>
        ))}
      </ol>
    </DrawerSection>
  );
}
