import { sql } from "kysely";
import type { Context } from "../context.ts";

const atOnce = 500;

/** Removes alerts that are over and deliveries that have ended for longer than `days`, some at a time. Returns how many. */
export async function forgetOld({ db }: Pick<Context, "db">, days: number): Promise<number> {
  const before = sql<Date>`now() - make_interval(days => ${days})`;
  const alerts = db.selectFrom("alerts").select("id").where("cleared_at", "<", before).limit(atOnce);
  const deliveries = db
    .selectFrom("webhook_deliveries")
    .select("id")
    .where("state", "<>", "pending")
    .where("ended_at", "<", before)
    .limit(atOnce);
  const removed = await Promise.all([
    db.deleteFrom("alerts").where("id", "in", alerts).executeTakeFirst(),
    db.deleteFrom("webhook_deliveries").where("id", "in", deliveries).executeTakeFirst(),
  ]);
  return removed.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}
