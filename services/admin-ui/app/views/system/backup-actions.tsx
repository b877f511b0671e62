import type { BackupView } from "@agentos/contracts/backups/backup";
import ArchiveRestore from "lucide-react/icons/archive-restore";
import Trash from "lucide-react/icons/trash";
import { ActionButton } from "../../actions/action-button.tsx";
import { nameOf } from "./backup-words.tsx";

type Given = { backup: BackupView; compact?: boolean };

/** Puts back what a backup is of: the whole system, or the database alone. */
export function RestoreBackup({ backup, compact = false }: Given) {
  const action = backup.kind === "database" ? "database.restore" : "system.restore";
  return (
    <ActionButton
      action={action}
      payload={{ backup_id: backup.backup_id }}
      subject={nameOf(backup)}
      kind="danger"
      {...(compact
        ? { label: `Restore ${nameOf(backup)}`, icon: <ArchiveRestore size={17} aria-hidden />, compact }
        : {})}
    />
  );
}

/** Removes a backup for good. */
export function DeleteBackup({ backup, compact = false }: Given) {
  return (
    <ActionButton
      action="system.delete_backup"
      payload={{ backup_id: backup.backup_id }}
      subject={nameOf(backup)}
      kind="danger"
      {...(compact ? { label: `Delete ${nameOf(backup)}`, icon: <Trash size={17} aria-hidden />, compact } : {})}
    />
  );
}
