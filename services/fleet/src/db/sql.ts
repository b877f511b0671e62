import { readFileSync } from "node:fs";
import path from "node:path";
import { CompiledQuery, type Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A statement of a file of its own, by the file's name; its parameters are $1, $2 … */
export function sqlFile<Row>(name: string): (db: Kysely<Tables>, parameters: unknown[]) => Promise<Row[]> {
  const text = readFileSync(path.join(import.meta.dirname, "sql", `${name}.sql`), "utf8");
  return async (db, parameters) => (await db.executeQuery<Row>(CompiledQuery.raw(text, parameters))).rows;
}
