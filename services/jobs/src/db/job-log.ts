import { describeError, type ErrorCode } from "@agentos/contracts/errors";
import { maxPagedRows } from "@agentos/contracts/limits";
import type { LogLine } from "@agentos/contracts/snapshot/log-line";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import type { StageName } from "@agentos/contracts/stages/stages";
import { cursorsOf } from "@agentos/database/cursors";
import { offsetOf, paginateBy, type PageQuery } from "@agentos/database/paging";
import { parseTraceparent } from "@agentos/service-kit/trace";
import { z } from "zod";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

type Filters = Partial<Omit<FiltersOf<"logs">, "source">>;
type Row = { seq: number; id: string; what: string; payload: Payload; traceparent: string; at: Date };
/** Of the failure of a job, or of something that was done to a queue. What was said to its owner stays out of logs. */
type Payload = {
  job_id?: string;
  stage?: StageName;
  queue?: StageName;
  error_code?: ErrorCode;
  message?: string;
} & Record<string, unknown>;

const cursors = cursorsOf(z.tuple([z.int().nonnegative()]));
const readLines = sqlFile<Row>("recent_log");
const countLines = sqlFile<{ count: number }>("count_log");

/** The newest jobs that failed, and what was done to queues. */
export async function readJobLog(db: Db, limit: number): Promise<LogLine[]> {
  return (await readLines(db, [...parametersOf({}), null, limit, 0])).map(lineOf);
}

/** A page of it. Errors: as `offsetOf` and of cursors. */
export async function pageJobLog(db: Db, filters: Filters, query: PageQuery) {
  const offset = offsetOf(query);
  const [before] = query.cursor === undefined ? [null] : cursors.read(query.cursor);
  const given = parametersOf(filters);
  const [rows, counted] = await Promise.all([
    readLines(db, [...given, before, query.per_page + 1, offset]),
    countLines(db, [...given, maxPagedRows + 1]),
  ]);
  const page = paginateBy(rows, counted[0]?.count ?? 0, query, ({ seq }) => cursors.write([seq]));
  return { ...page, rows: page.rows.map(lineOf) };
}

function parametersOf({ what, agent, from, to }: Filters): unknown[] {
  return [what ?? null, agent ?? null, from ?? null, to ?? null];
}

function lineOf({ id, what, payload, traceparent, at }: Row): LogLine {
  const {
    job_id = null,
    stage,
    queue,
    error_code = null,
    message: _said,
    user_id: _whose,
    run: _run,
    ...told
  } = payload;
  return {
    id,
    at: at.toISOString(),
    what,
    agent: stage ?? queue ?? null,
    worker_id: null,
    job_id,
    error_code,
    trace_id: parseTraceparent(traceparent)?.traceId ?? null,
    message: error_code ? describeError(error_code).says : wordsOf(what, told),
  };
}

/** `queue:cleared` reads "queue cleared, cancelled 12". */
function wordsOf(what: string, told: Record<string, unknown>): string {
  const known = Object.entries(told).filter(([, value]) => value !== null);
  return [
    what.replaceAll(/[:_]/g, " "),
    ...known.map(([name, value]) => `${name.replaceAll("_", " ")} ${String(value)}`),
  ].join(", ");
}
