import { readFileSync } from "node:fs";
import { CompiledQuery } from "kysely";

type Executor = { executeQuery<Row>(query: CompiledQuery<Row>): Promise<{ rows: Row[] }> };

/** A statement of a file of its own, for a database or a transaction; its parameters are $1, $2 … */
export function sqlFile<Row, Parameters extends unknown[]>(
  file: string,
): (db: Executor, ...parameters: Parameters) => Promise<Row[]> {
  const text = readFileSync(file, "utf8");
  return async (db, ...parameters) => (await db.executeQuery<Row>(CompiledQuery.raw(text, parameters))).rows;
}
