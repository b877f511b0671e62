import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import type { StageName } from "@agentos/contracts/stages/stages";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

type Row = {
  id: string;
  queue: StageName;
  job_id: string;
  run: number;
  tries: number;
  error_code: string;
  error_message: string;
  createdAt: Date;
};

const readLetters = sqlFile<Row>("dead_letters");

/** A page of the dead letters that nobody has resolved, newest first. */
export async function pageDeadLetters(db: Db, filters: FiltersOf<"dead_letters">, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const of = [filters.queue ?? null, filters.error_code ?? null];
  const [rows, counted] = await Promise.all([
    readLetters(db, [...of, query.per_page + 1, offset, after?.createdAt ?? null, after?.id ?? null]),
    countLetters(db, filters),
  ]);
  return paginate(rows, counted, query);
}

/** It stops one above the rows that page numbers reach. */
async function countLetters(db: Db, { queue, error_code }: FiltersOf<"dead_letters">): Promise<number> {
  let open = db
    .selectFrom("dead_letters")
    .select("id")
    .where("resolved_at", "is", null)
    .limit(maxPagedRows + 1);
  if (queue) open = open.where("stage", "=", queue);
  if (error_code) open = open.where("error_code", "=", error_code);
  const { count } = await db
    .selectFrom(open.as("open"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
