import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { cursorsOf } from "@agentos/database/cursors";
import { offsetOf, paginateBy, type PageQuery } from "@agentos/database/paging";
import { readWithin } from "@agentos/database/read-within";
import { z } from "zod";
import type { Db } from "../db/tables.ts";
import { parametersOf } from "./filter.ts";
import { viewOf, type LineRow } from "./line-view.ts";
import { countLines, findLines } from "./statements.ts";

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
  const [rows, counted] = await readWithin(db, patience, async (tx) => [
    await findLines(tx, ...given, ...after, query.per_page + 1, offset),
    await countLines(tx, ...given, maxPagedRows + 1),
  ]);
  const cursorOf = (last: LineRow): string => cursors.write([last.at.getTime(), last.id]);
  const page = paginateBy(rows, counted[0]?.lines ?? 0, query, cursorOf);
  return { ...page, rows: page.rows.map(viewOf) };
}
