import type { RunCall } from "@agentos/manager-kit/work";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { forgetLevels } from "./levels.ts";
import { openPart } from "./rotate.ts";
import { partsBefore } from "./statements.ts";

const dayMs = 86_400_000;
const sourceDays = 7;

/** One run of the log keeper. */
export async function keepParts({ db }: Pick<Context, "db">, { settings, signal }: RunCall<"log-keeper">) {
  const before = new Date(Date.now() - settings.keep_days * dayMs);
  let dropped = 0;
  for (const { id, closed_at, lines } of await partsBefore(db, before)) {
    if (signal.aborted) break;
    // A part that was closed just now may still get its last lines.
    if (lines === 0 && Date.now() - closed_at.getTime() < dayMs / 24) continue;
    await sql`select drop_log_part(${id}, null)`.execute(db);
    dropped += 1;
  }
  const opened = (await isFull(db, settings.part_lines)) ? 1 : 0;
  if (opened === 1) await openPart(db);
  const levels = await forgetLevels(db);
  const gone = await db
    .deleteFrom("log_sources")
    .where("seen_at", "<", new Date(Date.now() - sourceDays * dayMs))
    .executeTakeFirst();
  return { opened, dropped, levels, sources: Number(gone.numDeletedRows) };
}

/** Whether the open part is of another day, in UTC, and has lines, or has too many. */
async function isFull(db: Db, mostLines: number): Promise<boolean> {
  const open = await db
    .selectFrom("log_parts")
    .leftJoin("log_tallies", "log_tallies.part", "log_parts.id")
    .select("opened_at")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("lines"), sql<number>`0`).as("lines"))
    .where("closed_at", "is", null)
    .groupBy("log_parts.id")
    .executeTakeFirst();
  if (!open) return true;
  const lines = Number(open.lines);
  const today = new Date().toISOString().slice(0, 10);
  return lines >= mostLines || (lines > 0 && open.opened_at.toISOString().slice(0, 10) < today);
}
