import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { formatBytes } from "@agentos/ui/format/bytes";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import Archive from "lucide-react/icons/archive";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";
import { formatMoment } from "../../parts/moments.ts";

type LogArchive = NonNullable<Sections["logs"]["archives"]>[number];

/** Lines that are in files instead of the database, and what brings them there. */
export function ArchivesTab() {
  const { value } = useSection("logs");
  const archives = value?.archives;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-ink-soft">
          Archived lines are in compressed files, and no longer found by searching. The newest ten are listed.
        </p>
        <div className="flex flex-wrap gap-2">
          <ActionButton action="logs.rotate" label="Begin a new part" />
          <ActionButton action="logs.purge" kind="danger" />
          <ActionButton action="logs.archive" kind="primary" icon={<Archive size={15} aria-hidden />} />
        </div>
      </div>
      <DataTable
        columns={columns}
        rows={archives ?? undefined}
        getRowId={keyOf}
        label="Archives of log lines"
        rowHeight={44}
        loading={!value}
        placeholders={3}
        empty={
          value && !archives
            ? "The owner of the logs has not answered yet."
            : "Nothing was archived yet. Archive lines of before a moment to keep the database small."
        }
      />
    </div>
  );
}

const keyOf = ({ key }: LogArchive): string => key;

const columns: readonly Column<LogArchive>[] = [
  { id: "from", header: "From", width: "1fr", cell: ({ first_at }) => formatMoment(first_at) },
  { id: "to", header: "To", width: "1fr", hideBelow: "sm", cell: ({ last_at }) => formatMoment(last_at) },
  { id: "lines", header: "Lines", width: 110, align: "end", cell: ({ lines }) => lines.toLocaleString("en") },
  { id: "bytes", header: "Size", width: 100, align: "end", hideBelow: "md", cell: ({ bytes }) => formatBytes(bytes) },
  {
    id: "sha256",
    header: "SHA-256",
    width: 160,
    hideBelow: "lg",
    cell: ({ sha256 }) => (
      <span className="font-mono text-xs" title={sha256}>
        {sha256.slice(0, 16)}…
      </span>
    ),
  },
];
