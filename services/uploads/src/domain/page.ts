import type { Pagination } from "@agentos/contracts/api/envelope";
import { AppError } from "@agentos/contracts/errors";
import { maxPagedRows } from "@agentos/contracts/limits";
import { validate } from "uuid";

export type PageQuery = { page: number; per_page: number; cursor?: string | undefined };

/** Where a page of a list in order of ids begins. Errors: VALIDATION_ERROR beyond 10,000 rows or for a foreign cursor. */
export function startOf({ page, per_page, cursor }: PageQuery): { after: string | undefined; skip: number } {
  if (cursor !== undefined) {
    if (!validate(cursor)) throw refused("cursor", "is not one that this list has given");
    return { after: cursor, skip: 0 };
  }
  if (page * per_page > maxPagedRows) throw refused("page", `ends beyond row ${maxPagedRows}; go on with next_cursor`);
  return { after: undefined, skip: (page - 1) * per_page };
}

/** What is said beside a page; `total` is exact up to 10,000, one more where there are more. */
export function pagination(
  { page, per_page, cursor }: PageQuery,
  found: { ids: readonly string[]; more: boolean; total: number },
): Pagination {
  const total = Math.min(found.total, maxPagedRows);
  return {
    page,
    per_page,
    total,
    total_is: found.total > maxPagedRows ? "at least" : "exact",
    total_pages: Math.ceil(total / per_page),
    has_next: found.more,
    has_prev: cursor !== undefined || page > 1,
    next_cursor: found.more ? (found.ids.at(-1) ?? null) : null,
  };
}

function refused(path: string, message: string): AppError {
  return new AppError("VALIDATION_ERROR", "There is no such page.", { details: [{ path, message }] });
}
