import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { announceBackup } from "./announce.ts";
import { keysOf } from "./keys.ts";

type Parts = Pick<Context, "db" | "store">;

/** From now on nobody uses the backup, and its files go, whatever happens to this instance. Returns whether there is one. */
export async function markForRemoval(tx: Db | Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("backups")
    .set({ state: "deleting", version: sql<number>`version + 1` })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes a marked backup's files, then its row together with what `settle` does. Returns how many files there were. */
export async function removeMarked(
  { db, store }: Parts,
  id: string,
  settle: (tx: Tx, files: number) => Promise<void> = async () => undefined,
): Promise<number> {
  const files = await store.remove(keysOf(id).folder);
  await transact(db, async (tx) => {
    const row = await tx.deleteFrom("backups").where("id", "=", id).returning("version").executeTakeFirst();
    if (row) await announceBackup(tx, "deleted", { id, version: row.version + 1 });
    await settle(tx, files);
  });
  return files;
}
