import { Ago } from "@agentos/ui/parts/ago";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSystem, type SystemFields } from "./use-system.ts";

type Slow = NonNullable<SystemFields["database"]>["slow"][number];

/** What has been going on in the database for more than ten seconds, and how to end it. */
export function SlowQueries() {
  const database = useSystem("database");
  return (
    <div className="mt-2 grid grid-cols-1 gap-2">
      <h3 className="font-semibold">Slow statements</h3>
      <DataTable
        label="Slow statements"
        columns={columns}
        rows={database?.slow}
        loading={database === undefined}
        placeholders={1}
        rowHeight={46}
        className="max-h-80"
        getRowId={idOf}
        empty={
          database === null
            ? "The service that looks after the database has not answered yet."
            : "Nothing has been going on for more than ten seconds. What takes longer is listed here, the oldest first, and can be ended."
        }
      />
    </div>
  );
}

function idOf({ pid }: Slow): string {
  return String(pid);
}

const columns: readonly Column<Slow>[] = [
  { id: "pid", header: "Process", width: 84, cell: ({ pid }) => pid },
  { id: "role", header: "Role", width: "1fr", cell: ({ role }) => role },
  {
    id: "application",
    header: "Application",
    width: "1fr",
    hideBelow: "md",
    cell: ({ application }) => application || "–",
  },
  { id: "state", header: "State", width: "1fr", hideBelow: "md", cell: ({ state }) => state },
  { id: "since", header: "Since", width: 140, hideBelow: "sm", cell: ({ since }) => <Ago at={since} /> },
  {
    id: "actions",
    header: "Actions",
    width: 116,
    align: "end",
    cell: ({ pid }) => (
      <ActionButton
        action="database.terminate_query"
        payload={{ pid }}
        subject={`query ${pid}`}
        label="End query"
        kind="danger"
      />
    ),
  },
];
