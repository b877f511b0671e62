import { Badge } from "@agentos/ui/parts/badge";
import type { BackupView } from "@agentos/contracts/backups/backup";
import { formatAgo } from "@agentos/ui/format/time";

/** What people call a backup: its label, else the end of its id. */
export function nameOf({ label, backup_id: id }: Pick<BackupView, "label" | "backup_id">): string {
  return label ?? `backup ${id.slice(-8)}`;
}

/** What is in it. */
export function contentOf({ kind, media }: Pick<BackupView, "kind" | "media">): string {
  if (kind === "database") return "database";
  return media ? "system and media" : "system";
}

/** Whether it is known to be whole. */
export function Wholeness({ backup: { verified_at: at, whole } }: { backup: BackupView }) {
  if (at === null) return <Badge tone="none">Never</Badge>;
  const title = `Verified ${formatAgo(at)}`;
  return whole ? (
    <Badge tone="good" title={title}>
      Whole
    </Badge>
  ) : (
    <Badge tone="bad" title={title}>
      Damaged
    </Badge>
  );
}
