import type { Pagination } from "@agentos/contracts/api/envelope";
import { AppError } from "@agentos/contracts/errors";
import { maxPagedRows } from "@agentos/contracts/limits";
import { z } from "zod";
import { cursorsOf } from "./cursors.ts";

export type PageQuery = { page: number; per_page: number; cursor?: string | undefined };

/** The last row of a page, after which the next one begins: newest first, then by id. */
export type Position = { createdAt: Date; id: string };

const cursorForm = z.tuple([z.int().nonnegative().max(8.64e15), z.uuid()]);

const cursors = cursorsOf(cursorForm);

export function writeCursor({ createdAt, id }: Position): string {
  return cursors.write([createdAt.getTime(), id]);
}

/** Errors: VALIDATION_ERROR for a text that is no cursor of ours. */
export function readCursor(cursor: string): Position {
  const [time, id] = cursors.read(cursor);
  return { createdAt: new Date(time), id };
}

/** Rows to pass over. Errors: VALIDATION_ERROR beyond the rows that page numbers reach. */
export function offsetOf({ page, per_page, cursor }: PageQuery): number {
  if (cursor !== undefined) return 0;
  if (page * per_page > maxPagedRows) {
    throw new AppError(
      "VALIDATION_ERROR",
      `Page numbers reach ${maxPagedRows} rows. Use next_cursor for what lies deeper.`,
    );
  }
  return (page - 1) * per_page;
}

/** A page of rows newest first: see `paginateBy`. */
export function paginate<Row extends Position>(
  rows: readonly Row[],
  counted: number,
  query: PageQuery,
): { rows: Row[]; pagination: Pagination } {
  return paginateBy(rows, counted, query, writeCursor);
}

/**
 * Describes a page, of which one row more than asked for was read where there is one. `counted` stops one above the cap, and
 * `cursorOf` tells the place of the last row.
 */
export function paginateBy<Row>(
  rows: readonly Row[],
  counted: number,
  query: PageQuery,
  cursorOf: (last: Row) => string,
): { rows: Row[]; pagination: Pagination } {
  const shown = rows.slice(0, query.per_page);
  const last = shown.at(-1);
  const hasNext = rows.length > shown.length;
  const total = Math.min(counted, maxPagedRows);
  const pagination: Pagination = {
    page: query.page,
    per_page: query.per_page,
    total,
    total_is: counted > maxPagedRows ? "at least" : "exact",
    total_pages: Math.ceil(total / query.per_page),
    has_next: hasNext,
    has_prev: query.cursor !== undefined || query.page > 1,
    next_cursor: hasNext && last !== undefined ? cursorOf(last) : null,
  };
  return { rows: shown, pagination };
}
