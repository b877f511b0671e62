import { backupChanged, type backupChanges } from "@agentos/contracts/events/backups";
import { recordEvent } from "@agentos/messaging/outbox";
import type { Tx } from "../db/tables.ts";

/** Tells what has become of a backup, in the transaction of the change. */
export function announceBackup(
  tx: Tx,
  change: (typeof backupChanges)[number],
  { id, version }: { id: string; version: number },
): Promise<void> {
  return recordEvent(tx, backupChanged, { id, version }, { backup_id: id, change });
}
