import type { LogLine } from "@agentos/contracts/snapshot/log-line";
import type { Column } from "@agentos/ui/table/data-table";
import { Link } from "wouter";
import { linesPath } from "../line-filters.ts";
import { formatDay, formatMoment, formatTime } from "../../../parts/moments.ts";

const linkClass = "font-mono text-xs underline decoration-edge underline-offset-3";

/** Things that have happened do not change. */
export const happeningColumns: readonly Column<LogLine>[] = [
  {
    id: "at",
    header: "Time",
    width: 176,
    hideBelow: "sm",
    cell: ({ at }) => (
      <time dateTime={at} title={formatMoment(at)} className="font-mono text-xs">
        {formatDay(at)} {formatTime(at)}
      </time>
    ),
  },
  { id: "what", header: "What", width: 150, cell: ({ what }) => what },
  { id: "agent", header: "Agent", width: 160, hideBelow: "md", cell: ({ agent }) => agent ?? "" },
  {
    id: "message",
    header: "In words",
    width: "1fr",
    cell: ({ message, error_code, worker_id }) => (
      <>
        {message}{" "}
        <span className="text-ink-faint">{[error_code, worker_id].filter((part) => part !== null).join(" ")}</span>
      </>
    ),
  },
  {
    id: "trace",
    header: "Trace",
    width: 100,
    hideBelow: "lg",
    cell: ({ trace_id }) =>
      trace_id && (
        <Link href={linesPath({ trace_id })} className={linkClass} aria-label={`Lines of the trace ${trace_id}`}>
          {trace_id.slice(0, 8)}
        </Link>
      ),
  },
  {
    id: "job",
    header: "Job",
    width: 100,
    hideBelow: "md",
    cell: ({ job_id }) =>
      job_id && (
        <Link href={`/jobs?job=${job_id}`} className={linkClass} aria-label={`The job ${job_id}`}>
          …{job_id.slice(-7)}
        </Link>
      ),
  },
];
