import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { AppError } from "@agentos/contracts/errors";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { Db } from "../db/tables.ts";
import { keysOf } from "./keys.ts";
import { manifest, type Manifest } from "./manifest.ts";
import type { BackupRow } from "./tables.ts";

/** The backup of that id. Errors: NOT_FOUND, also where it is about to go. */
export async function findBackup(db: Db, id: string): Promise<BackupRow> {
  const row = await db
    .selectFrom("backups")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "complete")
    .executeTakeFirst();
  if (!row) throw new AppError("NOT_FOUND", "There is no backup of that id.");
  return row;
}

/** What is in it. Errors: BACKUP_DAMAGED. */
export async function readManifest(
  store: ObjectStore,
  { id, manifest_sha256 }: Pick<BackupRow, "id" | "manifest_sha256">,
): Promise<Manifest> {
  const text = await store.read(keysOf(id).manifest).then(buffer, damagedIfGone);
  if (createHash("sha256").update(text).digest("hex") !== manifest_sha256) throw damaged("its manifest has changed");
  return manifest.parse(JSON.parse(text.toString()));
}

/** The backup cannot be used, and why. */
export function damaged(why: string): AppError {
  return new AppError("BACKUP_DAMAGED", `This backup is damaged: ${why}. Nothing was changed; take another one.`);
}

function damagedIfGone(error: unknown): never {
  throw error instanceof AppError && error.code === "NOT_FOUND" ? damaged("its manifest is gone") : error;
}
