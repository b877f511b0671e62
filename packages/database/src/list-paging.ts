import type { Pagination } from "@agentos/contracts/api/envelope";
import { z } from "zod";
import { cursorsOf } from "./cursors.ts";
import { offsetOf, paginateBy, type PageQuery } from "./paging.ts";

const cursors = cursorsOf(z.string());

/** A page of a short list that is at hand as a whole, in the order of its keys, of which no two are the same. Errors: as `offsetOf`. */
export function pageOfList<Row>(
  list: readonly Row[],
  query: PageQuery,
  keyOf: (row: Row) => string,
): { rows: Row[]; pagination: Pagination } {
  const inOrder = list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = query.cursor === undefined ? undefined : cursors.read(query.cursor);
  const rest = after === undefined ? inOrder.slice(offsetOf(query)) : inOrder.filter((row) => keyOf(row) > after);
  return paginateBy(rest, list.length, query, (last) => cursors.write(keyOf(last)));
}
