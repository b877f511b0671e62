import type { BackupView } from "@agentos/contracts/backups/backup";
import { formatBytes } from "@agentos/ui/format/bytes";
import { Ago } from "@agentos/ui/parts/ago";
import { Drawer } from "@agentos/ui/parts/drawer";
import { ActionButton } from "../../actions/action-button.tsx";
import { DeleteBackup, RestoreBackup } from "./backup-actions.tsx";
import { contentOf, nameOf, Wholeness } from "./backup-words.tsx";
import { FactList } from "./fact-list.tsx";
import { UnderWay } from "./under-way.tsx";
import { useLastOutcome } from "./use-last-outcome.ts";

type Given = { backup: BackupView; onClose: () => void };

/** All that is known of a backup, and what can be done with it. */
export function BackupDrawer({ backup, onClose }: Given) {
  const { backup_id: id, verified_at: verifiedAt } = backup;
  const name = nameOf(backup);
  const whole = (count: number): string => count.toLocaleString("en");
  return (
    <Drawer kind="Backup" title={name} onClose={onClose}>
      <div className="flex flex-wrap gap-2">
        <ActionButton action="system.verify_backup" payload={{ backup_id: id }} subject={name} kind="primary" />
        <RestoreBackup backup={backup} />
        {backup.kind === "system" && (
          <ActionButton action="database.restore" payload={{ backup_id: id }} subject={name} kind="danger" />
        )}
        <DeleteBackup backup={backup} />
      </div>
      <UnderWay of={["system.verify_backup", "system.restore", "database.restore"]} />
      <FactList
        facts={[
          { label: "Made", value: <Ago at={backup.created_at} /> },
          { label: "Of", value: contentOf(backup) },
          { label: "Tables", value: whole(backup.tables) },
          { label: "Rows", value: whole(backup.rows) },
          { label: "Files of the store", value: whole(backup.objects) },
          { label: "Size", value: formatBytes(backup.bytes) },
          { label: "State", value: <Wholeness backup={backup} /> },
          { label: "Verified", value: verifiedAt ? <Ago at={verifiedAt} /> : null, why: "Never verified." },
          { label: "Id", value: <span className="font-mono text-xs">{id}</span> },
          { label: "Checksum (SHA-256)", value: <span className="font-mono text-xs">{backup.sha256}</span> },
        ]}
      />
      {backup.whole === false && <Findings id={id} />}
    </Drawer>
  );
}

/** What the last verification found, where it was of this backup. */
function Findings({ id }: { id: string }) {
  const last = useLastOutcome("system.verify_backup");
  if (last?.result.backup_id !== id) return null;
  return (
    <>
      <h3 className="font-semibold">What is not as it was</h3>
      <ul className="grid gap-1.5 text-sm">
        {last.result.findings.map(({ path, problem }) => (
          <li key={`${path} ${problem}`} className="[overflow-wrap:anywhere]">
            <span className="font-mono text-xs">{path}</span> <span className="text-bad">{problem}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
