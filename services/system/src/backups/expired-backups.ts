import { backupsPrefix } from "@agentos/contracts/backups/backup";
import type { Context } from "../context.ts";
import { markForRemoval, removeMarked } from "./remove-backup.ts";

type Parts = Pick<Context, "db" | "store" | "config">;
/** An action that was left is taken on within seconds, and given up after some tries. */
const abandonedAfterMs = 86_400_000;

/** Removes backups beyond those that are kept, what was being removed, and files that no backup came of. Returns how many. */
export async function removeExpiredBackups(context: Parts, signal: AbortSignal): Promise<number> {
  const { db, config } = context;
  const rows = await db.selectFrom("backups").select(["id", "state"]).orderBy("created_at", "desc").execute();
  const complete = rows.filter((row) => row.state === "complete");
  const going = [...rows.filter((row) => row.state === "deleting"), ...complete.slice(config.BACKUPS_KEPT)];
  let removed = 0;
  for (const { id } of going) {
    if (signal.aborted) return removed;
    await markForRemoval(db, id);
    await removeMarked(context, id);
    removed += 1;
  }
  return removed + (await removeAbandoned(context, new Set(rows.map((row) => row.id)), signal));
}

async function removeAbandoned({ store }: Parts, known: ReadonlySet<string>, signal: AbortSignal): Promise<number> {
  const before = Date.now() - abandonedAfterMs;
  let removed = 0;
  for await (const { key, modifiedAt } of store.list(backupsPrefix)) {
    if (signal.aborted) break;
    const id = key.slice(backupsPrefix.length).split("/")[0] ?? "";
    if (!known.has(id) && modifiedAt.getTime() < before) removed += await store.remove(key);
  }
  return removed;
}
