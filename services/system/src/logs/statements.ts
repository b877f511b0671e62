import path from "node:path";
import { sqlFile } from "@agentos/database/sql-file";
import type { LineRow } from "./line-view.ts";

const sql = (name: string): string => path.join(import.meta.dirname, "sql", `${name}.sql`);

/** Statements on lines of the log; what their parameters are is said in each file. */
export const takeBatch = sqlFile<{ source: string }, unknown[]>(sql("take_batch"));
export const keepLines = sqlFile<{ id: number }, unknown[]>(sql("keep_lines"));
export const findLines = sqlFile<LineRow, unknown[]>(sql("find_lines"));
export const findFewLines = sqlFile<LineRow, unknown[]>(sql("find_few_lines"));
export const nextLines = sqlFile<LineRow, unknown[]>(sql("next_lines"));
export const countLines = sqlFile<{ lines: number }, unknown[]>(sql("count_lines"));
export const removeLines = sqlFile<{ lines: number; last: Date | null }, unknown[]>(sql("remove_lines"));
export const partsBefore = sqlFile<{ id: number; closed_at: Date; last_at: Date | null; lines: number }, [Date]>(
  sql("parts_before"),
);
