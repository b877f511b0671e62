import { sqlFile } from "@agentos/database/sql-file";
import path from "node:path";

/** A statement of `sql/`, by the file's name. */
export function statement<Row, Parameters extends unknown[]>(name: string) {
  return sqlFile<Row, Parameters>(path.join(import.meta.dirname, "sql", `${name}.sql`));
}
