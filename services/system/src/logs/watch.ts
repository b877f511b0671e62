import type { RunCall } from "@agentos/manager-kit/work";
import { transact } from "@agentos/database/transact";
import type { Selectable } from "kysely";
import { clearAlert, raiseAlert } from "../alerts/raise-alert.ts";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { parametersOf } from "./filter.ts";
import { countLines } from "./statements.ts";
import type { LogTables } from "./tables.ts";

type LogAlert = Selectable<LogTables["log_alerts"]>;

/** One run of the log watcher. */
export async function watchLogs(context: Context, { signal, fence }: RunCall<"log-watcher">) {
  const { db } = context;
  const counts = { raised: 0, cleared: 0 };
  for (const alert of await db.selectFrom("log_alerts").selectAll().orderBy("id").execute()) {
    if (signal.aborted) break;
    const lines = await recentLines(db, alert);
    const fires = lines >= alert.threshold;
    if (fires === (alert.firing_since !== null)) continue;
    await transact(db, async (tx) => {
      await fence(tx);
      const changed = await tx
        .updateTable("log_alerts")
        .set({ firing_since: fires ? new Date() : null })
        .where("id", "=", alert.id)
        .executeTakeFirst();
      // It was deleted meanwhile.
      if (!changed.numUpdatedRows) return;
      const about = { rule: "log_pattern", subject: alert.id } as const;
      if (fires) await raiseAlert(context, tx, { ...about, severity: "warning", ...told(alert) });
      else await clearAlert(context, tx, about);
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

function told({ name, threshold, window_seconds, filter }: LogAlert) {
  return {
    message: `${name}: ${threshold} log lines or more within ${window_seconds} s.`,
    details: { name, threshold, window_seconds, filter },
  };
}
