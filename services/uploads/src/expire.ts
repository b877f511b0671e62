import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "./context.ts";
import { clearLeftover, expireIdle, findLeftovers } from "./db/expiry.ts";
import { note } from "./events.ts";

type Held = Pick<Context, "config" | "log" | "meters" | "db" | "pool" | "store">;

/** Gives up abandoned uploads and removes what they left in the store, on one instance at a time. */
export async function runExpiry(context: Held, signal: AbortSignal): Promise<void> {
  const { pool, log, config } = context;
  const everyMs = config.UPLOAD_EXPIRE_EVERY_SECONDS * 1000;
  await runAsLeader({
    pool,
    name: "uploads:expiry",
    signal,
    log,
    work: (leading) => repeat({ name: "expiry", everyMs, signal: leading, log, work: () => expireOnce(context) }),
  });
}

async function expireOnce(context: Held): Promise<void> {
  const { config, db, store, log } = context;
  const seconds = config.UPLOAD_EXPIRE_SECONDS;
  for (const id of await expireIdle(db, seconds)) note(context, "upload:expired", { upload_id: id });
  for (const { id, key, collection } of await findLeftovers(db)) {
    await store.abortParts(key, collection);
    // A crash after the parts were put together, before that was recorded, leaves the object.
    await store.remove(key);
    await clearLeftover(db, id);
  }
  // Twice as old as anything that is still wanted: what belongs to no row, after a crash between the two.
  const swept = await store.sweep(2 * seconds * 1000);
  if (swept > 0) log.info({ files: swept }, "interrupted writes swept");
}
