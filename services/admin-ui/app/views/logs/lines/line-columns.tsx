import type { Column } from "@agentos/ui/table/data-table";
import { Link } from "wouter";
import { LevelBadge } from "../level-badge.tsx";
import { linesPath, type LineHead } from "../line-filters.ts";
import { fieldsText } from "./fields-text.ts";
import { formatDay, formatMoment, formatTime } from "../../../parts/moments.ts";

const linkClass = "font-mono text-xs underline decoration-edge underline-offset-3";

/** Newest first: nothing of a line changes any more. */
export const lineColumns: readonly Column<LineHead>[] = [
  {
    id: "day",
    header: "Day",
    width: 76,
    hideBelow: "lg",
    cell: ({ at }) => <span className="text-ink-faint">{formatDay(at)}</span>,
  },
  {
    id: "time",
    header: "Time",
    width: 120,
    cell: ({ at }) => (
      <time dateTime={at} title={formatMoment(at)} className="font-mono text-xs">
        {formatTime(at)}
      </time>
    ),
  },
  { id: "level", header: "Level", width: 76, cell: ({ level }) => <LevelBadge level={level} /> },
  { id: "service", header: "Service", width: 180, hideBelow: "md", cell: ({ service }) => service },
  {
    id: "message",
    header: "Message",
    width: "1fr",
    cell: ({ message, fields }) => (
      <>
        {message} <span className="text-ink-faint">{fieldsText(fields)}</span>
      </>
    ),
  },
  {
    id: "trace",
    header: "Trace",
    width: 104,
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
    width: 104,
    hideBelow: "lg",
    cell: ({ job_id }) =>
      job_id && (
        <Link href={`/jobs?job=${job_id}`} className={linkClass} aria-label={`The job ${job_id}`}>
          …{job_id.slice(-7)}
        </Link>
      ),
  },
];
