import type { z } from "zod";
import type { systemLogsPart } from "@agentos/contracts/snapshot/parts/system-logs";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { viewArchives } from "./archives.ts";
import { viewLevels } from "./levels.ts";
import { levelName, viewOf } from "./line-view.ts";
import { parametersOf } from "./filter.ts";
import { findLines } from "./statements.ts";

type Part = z.input<typeof systemLogsPart>;

const recountMs = 30_000;
const shown = { troubles: 20, message: 300 };

/**
 * What system tells of logs. How many lines there are changes with every line; it is told anew every half a minute, so that the
 * snapshot does not change all the time.
 */
export function logsPartReader(context: Pick<Context, "db" | "config">): () => Promise<Part> {
  const { db } = context;
  let counted: { until: number; lines: Part["lines"] } | undefined;
  return async () => {
    if (!counted || performance.now() > counted.until) {
      const lines = await countKept(db);
      const { counted_at: _at, ...known } = counted?.lines ?? {};
      const same = counted && JSON.stringify(known) === JSON.stringify(lines);
      const counted_at = same && counted ? counted.lines.counted_at : new Date().toISOString();
      counted = { until: performance.now() + recountMs, lines: { counted_at, ...lines } };
    }
    const [troubles, levels, log_alerts, archives] = await Promise.all([
      latestTroubles(db),
      viewLevels(db),
      viewAlerts(db),
      viewArchives(context),
    ]);
    return { lines: counted.lines, troubles, levels, log_alerts, archives };
  };
}

async function countKept(db: Db): Promise<Omit<Part["lines"], "counted_at">> {
  const [rows, sources] = await Promise.all([
    db
      .selectFrom("log_tallies")
      .select(["service", "level"])
      .select((eb) => eb.fn.sum<number>("lines").as("lines"))
      .groupBy(["service", "level"])
      .having((eb) => eb.fn.sum("lines"), ">", 0)
      .orderBy("service")
      .orderBy("level")
      .execute(),
    db
      .selectFrom("log_sources")
      .select((eb) => eb.fn.sum<number | null>("dropped").as("dropped"))
      .executeTakeFirst(),
  ]);
  const kept = rows.map(({ service, level, lines }) => ({ service, level: levelName(level), lines: Number(lines) }));
  return { kept, dropped: Number(sources?.dropped ?? 0) };
}

async function latestTroubles(db: Db): Promise<Part["troubles"]> {
  const rows = await findLines(db, ...parametersOf({ level: "warn" }), null, null, shown.troubles, 0);
  return rows.map((row) => {
    const { fields: _fields, message, ...line } = viewOf(row);
    return { ...line, message: message.slice(0, shown.message) };
  });
}

async function viewAlerts(db: Db): Promise<Part["log_alerts"]> {
  const rows = await db.selectFrom("log_alerts").selectAll().orderBy("name").execute();
  return rows.map(({ created_at: _at, firing_since, ...alert }) => ({
    ...alert,
    firing_since: firing_since?.toISOString() ?? null,
  }));
}
