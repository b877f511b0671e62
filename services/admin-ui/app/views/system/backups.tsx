import type { BackupView } from "@agentos/contracts/backups/backup";
import { formatBytes } from "@agentos/ui/format/bytes";
import { Ago } from "@agentos/ui/parts/ago";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import BadgeCheck from "lucide-react/icons/badge-check";
import { ActionButton } from "../../actions/action-button.tsx";
import { useFilters } from "../../data/use-filters.ts";
import { BackupDrawer } from "./backup-drawer.tsx";
import { contentOf, nameOf, Wholeness } from "./backup-words.tsx";
import { DeleteBackup, RestoreBackup } from "./backup-actions.tsx";
import { systemFilters } from "./filters.ts";
import { Section } from "./section.tsx";
import { UnderWay } from "./under-way.tsx";
import { useSystem } from "./use-system.ts";

/** What can be put back, whether it is known to be whole, and how to make more of it. */
export function Backups() {
  const backups = useSystem("backups");
  const [filters, setFilters] = useFilters(systemFilters);
  const open = backups?.find(({ backup_id: id }) => id === filters.backup);
  return (
    <Section
      id="backups"
      title="Backups"
      about="The newest fifty. One that has been verified was restored into a scratch database and compared with what it was made of."
      aside={
        <>
          <ActionButton action="system.backup" kind="primary" />
          <ActionButton action="database.backup" />
        </>
      }
    >
      <UnderWay of={underWay} />
      <DataTable
        label="Backups"
        columns={columns}
        rows={backups ?? undefined}
        loading={backups === undefined}
        placeholders={4}
        rowHeight={48}
        className="max-h-[28rem]"
        getRowId={idOf}
        onOpen={({ backup_id: backup }) => setFilters({ backup })}
        empty={
          backups === null
            ? "The service that keeps backups has not answered yet."
            : "No backup has been made. “Back up” makes one of the database, its configuration and the list of all media."
        }
      />
      {open && <BackupDrawer backup={open} onClose={() => setFilters({ backup: undefined })} />}
    </Section>
  );
}

const underWay = [
  "system.backup",
  "database.backup",
  "system.verify_backup",
  "system.restore",
  "database.restore",
] as const;

function idOf({ backup_id: id }: BackupView): string {
  return id;
}

const columns: readonly Column<BackupView>[] = [
  { id: "name", header: "Backup", width: "2fr", cell: (backup) => nameOf(backup) },
  {
    id: "made",
    header: "Made",
    width: 140,
    hideBelow: "sm",
    cell: ({ created_at: at }) => <Ago at={at} />,
  },
  { id: "kind", header: "Of", width: "1fr", hideBelow: "md", cell: contentOf },
  {
    id: "rows",
    header: "Rows",
    width: 96,
    align: "end",
    hideBelow: "lg",
    cell: ({ rows }) => rows.toLocaleString("en"),
  },
  {
    id: "objects",
    header: "Files",
    width: 80,
    align: "end",
    hideBelow: "lg",
    cell: ({ objects }) => objects.toLocaleString("en"),
  },
  {
    id: "size",
    header: "Size",
    width: 88,
    align: "end",
    cell: ({ bytes }) => formatBytes(bytes),
  },
  { id: "verified", header: "Verified", width: 118, cell: (backup) => <Wholeness backup={backup} /> },
  {
    id: "actions",
    header: "Actions",
    width: 148,
    align: "end",
    hideBelow: "md",
    cell: (backup) => (
      <span className="flex">
        <ActionButton
          action="system.verify_backup"
          payload={{ backup_id: backup.backup_id }}
          subject={nameOf(backup)}
          label={`Verify ${nameOf(backup)}`}
          icon={<BadgeCheck size={17} aria-hidden />}
          compact
        />
        <RestoreBackup backup={backup} compact />
        <DeleteBackup backup={backup} compact />
      </span>
    ),
  },
];
