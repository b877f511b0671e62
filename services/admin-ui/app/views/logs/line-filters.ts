import { logFilter, type LogFilter } from "@agentos/contracts/logs/log-filter";
import { logLevels } from "@agentos/contracts/logs/log-levels";
import type { StoredLogLine } from "@agentos/contracts/logs/stored-log-line";
import { z } from "zod";

/** A line as the live tail tells it: what else it says has to be read. */
export type LineHead = Omit<StoredLogLine, "fields"> & { fields?: StoredLogLine["fields"] };

/** What the address tells of the lines that are looked for. */
export const lineFilters = z.object(logFilter.shape);

/** The filters without what is not filtered by. */
export function filterOf(told: z.output<typeof lineFilters>): LogFilter {
  return logFilter.parse(Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
}

/** Whether a line is one of those; by words nobody but the database can tell: then it may be one. */
export function mayMatch(filter: LogFilter, line: LineHead): boolean {
  return (
    (filter.level === undefined || logLevels[line.level] >= logLevels[filter.level]) &&
    (filter.service === undefined || line.service === filter.service) &&
    (filter.trace_id === undefined || line.trace_id === filter.trace_id) &&
    (filter.job_id === undefined || line.job_id === filter.job_id) &&
    (filter.from === undefined || line.at >= filter.from) &&
    (filter.to === undefined || line.at < filter.to)
  );
}

/** The filter for people: `error and above · jobs · “time out”`. */
export function filterInWords(filter: LogFilter): string {
  const { level, service, text, trace_id, job_id, from, to } = filter;
  const parts = [
    ...(level ? [`${level} and above`] : []),
    ...(service ? [service] : []),
    ...(text ? [`“${text}”`] : []),
    ...(trace_id ? [`trace ${trace_id.slice(0, 8)}…`] : []),
    ...(job_id ? [`job ${job_id}`] : []),
    ...(from ? [`from ${new Date(from).toLocaleString()}`] : []),
    ...(to ? [`before ${new Date(to).toLocaleString()}`] : []),
  ];
  return parts.length === 0 ? "all lines" : parts.join(" · ");
}

/** The address of the lines that match. */
export function linesPath(filter: Readonly<Record<string, string | undefined>>): string {
  const told = Object.entries(filter).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []));
  return told.length === 0 ? "/logs" : `/logs?${new URLSearchParams(told)}`;
}
