import { logLevels, type LogLevel } from "@agentos/contracts/logs/log-levels";
import { z } from "zod";

/** A line as it goes into the database. */
export type LineToKeep = {
  at: Date;
  level: LogLevel;
  message: string;
  trace_id: string | null;
  job_id: string | null;
  /** JSON of what else it says. */
  fields: string;
};

const longest = { message: 8000, fields: 32_000 };
const uuid = z.uuid();
const traceId = /^[0-9a-f]{32}$/;
/** What JSON can write and PostgreSQL cannot keep: NUL, and halves of characters. */
const unkeepable = /\\u(?:0000|d[89a-f])/i;

/** What a service has logged, as it is kept; undefined for what is no line of this system. */
export function lineOf(logged: Readonly<Record<string, unknown>>): LineToKeep | undefined {
  const {
    level,
    time,
    service: _service,
    instance: _instance,
    span_id: _span,
    msg,
    trace_id: trace,
    job_id: job,
    ...rest
  } = logged;
  const at = new Date(typeof time === "string" ? time : Number.NaN);
  if (!isLevel(level) || Number.isNaN(at.getTime())) return undefined;
  return {
    at,
    level,
    message: keepable(typeof msg === "string" ? msg : "").slice(0, longest.message),
    trace_id: typeof trace === "string" && traceId.test(trace) ? trace : null,
    job_id: uuid.safeParse(job).data ?? null,
    fields: fieldsOf(rest),
  };
}

function isLevel(level: unknown): level is LogLevel {
  return typeof level === "string" && Object.hasOwn(logLevels, level);
}

function fieldsOf(rest: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(rest);
  if (text.length > longest.fields) return JSON.stringify({ cut_from: text.length });
  return unkeepable.test(text)
    ? JSON.stringify(rest, (_name, value: unknown) => (typeof value === "string" ? keepable(value) : value))
    : text;
}

function keepable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
