import { describeError, type ErrorCode } from "@agentos/contracts/errors";
import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import type { LogLine } from "@agentos/contracts/snapshot/log-line";
import type { StageName } from "@agentos/contracts/stages/stages";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

type Filters = Partial<Omit<FiltersOf<"logs">, "source">>;

type Row = Pick<LogLine, "id" | "what" | "worker_id" | "job_id"> & {
  at: Date;
  payload: EventPayload;
  traceparent: string | null;
  error_code: ErrorCode | null;
};
type EventPayload = Record<string, unknown> & { agent?: StageName; worker_id?: string };

const readLines = sqlFile<Row>("log_lines");
const countLines = sqlFile<{ lines: number }>("count_log");

/** The newest lines of what happened to agents and their workers, and which of their attempts failed. */
export async function readLog(db: Db, filters: Filters, limit: number): Promise<LogLine[]> {
  return (await readLines(db, [...parametersOf(filters), null, null, limit, 0])).map(lineOf);
}

/** A page of it. Errors: as `offsetOf` and `readCursor`. */
export async function pageLog(db: Db, filters: Filters, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const given = parametersOf(filters);
  const [rows, counted] = await Promise.all([
    readLines(db, [...given, after?.createdAt ?? null, after?.id ?? null, query.per_page + 1, offset]),
    countLines(db, [...given, maxPagedRows + 1]),
  ]);
  const found = rows.map((row) => ({ ...row, createdAt: row.at }));
  const page = paginate(found, counted[0]?.lines ?? 0, query);
  return { rows: page.rows.map(lineOf), pagination: page.pagination };
}

function parametersOf({ agent, what, from, to }: Filters): unknown[] {
  return [agent ?? null, what ?? null, from ?? null, to ?? null];
}

function lineOf({ payload, traceparent, at, ...row }: Row): LogLine {
  const { error_code, what } = row;
  return {
    id: row.id,
    at: at.toISOString(),
    what,
    agent: payload.agent ?? null,
    worker_id: row.worker_id ?? payload.worker_id ?? null,
    job_id: row.job_id,
    error_code,
    trace_id: traceparent?.split("-")[1] ?? null,
    message: error_code ? describeError(error_code).says : wordsOf(what, payload),
  };
}

/** `worker:offline` reads "worker offline, reason silent". */
function wordsOf(what: string, payload: EventPayload): string {
  const { agent: _agent, worker_id: _worker, slot: _slot, ...rest } = payload;
  const told = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
  );
  return [what.replaceAll(/[:_]/g, " "), ...told].join(", ");
}
