import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { cursorsOf } from "@agentos/database/cursors";
import { offsetOf, paginateBy, type PageQuery } from "@agentos/database/paging";
import { readWithin } from "@agentos/database/read-within";
import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../db/tables.ts";
import { parametersOf } from "./filter.ts";
import { viewOf, type LineRow } from "./line-view.ts";
import { countLines, findFewLines, findLines } from "./statements.ts";

const cursors = cursorsOf(z.tuple([z.int(), z.int()]));
const patience = {
  ms: 2500,
  advice: "There are too many lines to look through. Name a service, a time or rarer words.",
};

/** A page of the lines that match, newest first. Errors: as `offsetOf` and of cursors; TIMEOUT. */
export async function pageLines(db: Db, filters: FiltersOf<"logs">, query: PageQuery) {
  const offset = offsetOf(query);
  const [at, id] = query.cursor === undefined ? [] : cursors.read(query.cursor);
  const after = [at === undefined ? null : new Date(at), id ?? null];
  const given = parametersOf(filters);
  const [rows, count] = await readWithin(db, patience, async (tx) => {
    // Words are not in the planner's statistics: it would take a part from end to end for a few lines.
    await sql`set local enable_seqscan = off`.execute(tx);
    const [{ lines = 0 } = {}] = await countLines(tx, ...given, maxPagedRows + 1);
    const find = lines > maxPagedRows ? findLines : findFewLines;
    return [await find(tx, ...given, ...after, query.per_page + 1, offset), lines] as const;
  });
  const cursorOf = (last: LineRow): string => cursors.write([last.at.getTime(), last.id]);
  const page = paginateBy(rows, count, query, cursorOf);
  return { ...page, rows: page.rows.map(viewOf) };
}
