import { newestShown, type BackupView } from "@agentos/contracts/backups/backup";
import type { Db } from "../db/tables.ts";
import type { BackupRow } from "./tables.ts";

/** The backups that can be used, newest first. */
export async function newestBackups(db: Db): Promise<BackupView[]> {
  const rows = await db
    .selectFrom("backups")
    .selectAll()
    .where("state", "=", "complete")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(newestShown)
    .execute();
  return rows.map(viewOf);
}

function viewOf(row: BackupRow): BackupView {
  return {
    backup_id: row.id,
    kind: row.kind,
    label: row.label,
    media: row.media,
    tables: row.tables,
    rows: row.row_count,
    objects: row.objects,
    bytes: row.bytes,
    sha256: row.manifest_sha256,
    created_at: row.created_at.toISOString(),
    verified_at: row.verified_at?.toISOString() ?? null,
    whole: row.whole,
  };
}
