import { settingsInForce, settingsVersion } from "@agentos/contracts/messages/settings";
import { transact } from "@agentos/database/transact";
import { hint, serve } from "@agentos/messaging/request";
import { repeat } from "@agentos/service-kit/loop";
import type { Subscription } from "@nats-io/transport-node";
import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { readCurrent, readVersionNumber } from "./read-settings.ts";

type Asked = z.output<typeof settingsInForce.request>;

/** A follower that has lost a hint is behind for so long at the most. */
const tellEveryMs = 500;

/** Tells services the settings in force, and takes down which version each of them has. */
export function serveSettings({ nc, db, log }: Pick<Context, "nc" | "db" | "log">): Subscription {
  return serve(nc, settingsInForce, log, async (asked) => {
    await takeDown(db, asked);
    const { version, settings } = await readCurrent(db);
    return { version, values: asked.holds === version ? null : settings };
  });
}

/** Tells the version that holds, again and again, until the signal aborts. */
export function tellVersion({ nc, db, log }: Pick<Context, "nc" | "db" | "log">, signal: AbortSignal): Promise<void> {
  const work = async (): Promise<void> => hint(nc, settingsVersion, { version: await readVersionNumber(db) });
  return repeat({ name: "settings", everyMs: tellEveryMs, signal, log, work });
}

async function takeDown(db: Db, { service, instance, holds, deployed }: Asked): Promise<void> {
  await db
    .insertInto("config_followers")
    .values({ service, instance, version: holds })
    .onConflict((conflict) =>
      conflict.columns(["service", "instance"]).doUpdateSet({ version: holds, seen_at: sql<Date>`now()` }),
    )
    .execute();
  if (deployed) await takeDownDeployed(db, service, deployed);
}

/** Of the copies of a service the one that has started last counts. */
async function takeDownDeployed(db: Db, service: string, deployed: Record<string, unknown>): Promise<void> {
  const rows = Object.entries(deployed).map(([key, value]) => ({ service, key, value: JSON.stringify(value) }));
  await transact(db, async (tx) => {
    await tx
      .deleteFrom("config_followers")
      .where("seen_at", "<", sql<Date>`now() - interval '1 hour'`)
      .execute();
    await tx.deleteFrom("config_deployed").where("service", "=", service).execute();
    if (rows.length > 0) {
      await tx
        .insertInto("config_deployed")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["service", "key"]).doUpdateSet((eb) => ({ value: eb.ref("excluded.value") })),
        )
        .execute();
    }
  });
}
