import type { RunCall } from "@agentos/manager-kit/work";
import { transact } from "@agentos/database/transact";
import type { Selectable } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { parametersOf } from "./filter.ts";
import { countLines } from "./statements.ts";
import type { LogTables } from "./tables.ts";

type LogAlert = Selectable<LogTables["log_alerts"]>;

/** One run of the log watcher. */
export async function watchLogs({ db }: Pick<Context, "db">, { signal, fence }: RunCall<"log-watcher">) {
  const counts = { raised: 0, cleared: 0 };
  for (const alert of await db.selectFrom("log_alerts").selectAll().orderBy("id").execute()) {
    if (signal.aborted) break;
    const lines = await recentLines(db, alert);
    const fires = lines >= alert.threshold;
    if (fires === (alert.firing_since !== null)) continue;
    await transact(db, async (tx) => {
      await fence(tx);
      await tx
        .updateTable("log_alerts")
        .set({ firing_since: fires ? new Date() : null })
        .where("id", "=", alert.id)
        .execute();
    });
    counts[fires ? "raised" : "cleared"] += 1;
  }
  return counts;
}

/** How many lines of the alert there were within its time; its threshold at the most. */
async function recentLines(db: Db, { filter, threshold, window_seconds }: LogAlert): Promise<number> {
  const from = new Date(Date.now() - window_seconds * 1000).toISOString();
  const [counted] = await countLines(db, ...parametersOf({ ...filter, from }), threshold);
  return counted?.lines ?? 0;
}
