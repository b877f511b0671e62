import { Badge } from "@agentos/ui/parts/badge";
import type { ServiceProbe } from "@agentos/contracts/actions/system/run-health-check";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useMemo } from "react";
import { dependencyRows, formatMs, type DependencyRow } from "./service-rows.ts";

/** What the services depend on, as the last health check found it; nothing before the first one. */
export function Dependencies({ probes }: { probes: readonly ServiceProbe[] | undefined }) {
  const rows = useMemo(() => probes && dependencyRows(probes), [probes]);
  if (!rows || rows.length === 0) return null;
  return (
    <DataTable
      label="Dependencies at the last health check"
      columns={columns}
      rows={rows}
      getRowId={idOf}
      rowHeight={44}
      className="max-h-none"
    />
  );
}

function idOf({ name }: DependencyRow): string {
  return name;
}

const columns: readonly Column<DependencyRow>[] = [
  { id: "name", header: "Dependency", width: "2fr", cell: ({ name }) => name },
  {
    id: "reached",
    header: "Reached by",
    width: 108,
    cell: ({ reached, failed }) => {
      const words = `${reached.length} of ${reached.length + failed.length}`;
      return failed.length > 0 ? (
        <Badge tone="bad" title={`Not by ${failed.join(", ")}`}>
          {words}
        </Badge>
      ) : (
        <Badge tone="good">{words}</Badge>
      );
    },
  },
  {
    id: "fastest",
    header: "Fastest",
    width: 110,
    align: "end",
    hideBelow: "sm",
    cell: ({ fastestMs }) => formatMs(fastestMs),
  },
  { id: "slowest", header: "Slowest", width: 106, align: "end", cell: ({ slowestMs }) => formatMs(slowestMs) },
  {
    id: "who",
    header: "Of",
    width: "2fr",
    hideBelow: "md",
    cell: ({ slowestFor, failed }) =>
      failed.length > 0 ? <span className="text-bad">not reached by {failed.join(", ")}</span> : slowestFor,
  },
];
