import { sql } from "kysely";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";

const keptDays = 7;
const write = sqlFile<{ agent: string }>("write_reports");

/**
 * One round of the manager worker-reporter: writes down how each agent is now, from which its history is drawn, and removes
 * what is older than a week. Returns how many agents it wrote of.
 */
export async function reportWorkers({ db }: Pick<Context, "db">): Promise<number> {
  const written = await write(db, []);
  const old = sql<Date>`now() - make_interval(days => ${keptDays})`;
  await db.deleteFrom("reports").where("at", "<", old).execute();
  await db.deleteFrom("failures").where("at", "<", old).execute();
  return written.length;
}
