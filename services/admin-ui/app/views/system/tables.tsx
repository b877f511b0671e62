import { DataTable, type Column, type Sort } from "@agentos/ui/table/data-table";
import Brush from "lucide-react/icons/brush-cleaning";
import Gauge from "lucide-react/icons/gauge";
import ListRestart from "lucide-react/icons/list-restart";
import { useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useFilters } from "../../data/use-filters.ts";
import { systemFilters } from "./filters.ts";
import { formatMegabytes } from "./megabytes.ts";
import { useSystem, type SystemFields } from "./use-system.ts";

type Table = NonNullable<SystemFields["database"]>["tables"][number];

/** Every table that operators can have cared for, the largest first unless told. */
export function Tables() {
  const database = useSystem("database");
  const [{ tables: by = "megabytes", order = by === "table" ? "asc" : "desc" }, setFilters] = useFilters(systemFilters);
  const tables = database?.tables;
  const rows = useMemo(() => tables && sorted(tables, { id: by, direction: order }), [tables, by, order]);
  return (
    <div className="mt-2 grid grid-cols-1 gap-2">
      <h3 className="font-semibold">Tables</h3>
      <DataTable
        label="Tables"
        columns={columns}
        rows={rows}
        loading={database === undefined}
        placeholders={6}
        rowHeight={44}
        className="max-h-96"
        getRowId={idOf}
        sort={{ id: by, direction: order }}
        onSort={({ id, direction }) => setFilters({ tables: id as typeof by, order: direction }, { replace: true })}
        empty="The service that looks after the database has not told of its tables yet."
      />
    </div>
  );
}

function sorted(tables: readonly Table[], { id, direction }: Sort): Table[] {
  const sign = direction === "asc" ? 1 : -1;
  const bySize = (a: Table, b: Table): number => a.megabytes - b.megabytes;
  const byName = (a: Table, b: Table): number => a.table.localeCompare(b.table);
  return tables.toSorted((a, b) => (id === "table" ? sign * byName(a, b) : sign * bySize(a, b) || byName(a, b)));
}

function idOf({ table }: Table): string {
  return table;
}

const columns: readonly Column<Table>[] = [
  { id: "table", header: "Table", width: "1fr", sortable: true, cell: ({ table }) => table },
  {
    id: "megabytes",
    header: "Size",
    width: 108,
    align: "end",
    sortable: true,
    hideBelow: "sm",
    cell: ({ megabytes }) => formatMegabytes(megabytes),
  },
  {
    id: "actions",
    header: "Actions",
    width: 148,
    align: "end",
    cell: ({ table }) => (
      <span className="flex">
        <ActionButton
          action="database.vacuum"
          payload={{ table }}
          subject={table}
          label={`Vacuum ${table}`}
          icon={<Brush size={17} aria-hidden />}
          compact
        />
        <ActionButton
          action="database.analyze"
          payload={{ table }}
          subject={table}
          label={`Analyze ${table}`}
          icon={<Gauge size={17} aria-hidden />}
          compact
        />
        <ActionButton
          action="database.reindex"
          payload={{ table }}
          subject={table}
          label={`Reindex ${table}`}
          icon={<ListRestart size={17} aria-hidden />}
          compact
        />
      </span>
    ),
  },
];
