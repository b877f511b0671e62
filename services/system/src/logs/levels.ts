import { logLevelsSet, type WantedLevel } from "@agentos/contracts/messages/logs";
import { hint } from "@agentos/messaging/request";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";

/** Levels that were set and whose time is not over, by service; seconds by the database's clock. */
function levelsSet(db: Db) {
  return db
    .selectFrom("log_levels")
    .select(["service", "level", "until"])
    .select(sql<number | null>`extract(epoch from until - now())::float8`.as("for_seconds"))
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", sql<Date>`now()`)]))
    .orderBy("service");
}

/** The level that a service is to log at; null: as it was configured. */
export async function levelWantedOf(db: Db, service: string): Promise<WantedLevel | null> {
  const found = await levelsSet(db).where("service", "=", service).executeTakeFirst();
  return found ? { level: found.level, for_seconds: found.for_seconds } : null;
}

/** For the snapshot. */
export async function viewLevels(db: Db) {
  const rows = await levelsSet(db).execute();
  return rows.map(({ service, level, until }) => ({ service, level, until: until?.toISOString() ?? null }));
}

/** Tells all services at which levels they are to log. Who does not hear it asks a few seconds later. */
export async function tellLevels({ db, nc, log }: Pick<Context, "db" | "nc" | "log">): Promise<void> {
  try {
    const levels = await levelsSet(db).execute();
    hint(nc, logLevelsSet, { levels: levels.map(({ until: _until, ...wanted }) => wanted) });
  } catch (error) {
    log.warn({ err: error }, "services could not be told of their log levels");
  }
}

/** Forgets levels whose time is over. Returns how many. */
export async function forgetLevels(db: Db): Promise<number> {
  const gone = await db
    .deleteFrom("log_levels")
    .where("until", "<=", sql<Date>`now()`)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
