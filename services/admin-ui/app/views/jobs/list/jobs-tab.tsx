import { Problem } from "@agentos/ui/parts/problem";
import { RowCount } from "@agentos/ui/table/row-count";
import { DataTable } from "@agentos/ui/table/data-table";
import { useCallback, useState } from "react";
import { useFilters } from "../../../data/use-filters.ts";
import { jobsFilterSchema } from "../filters.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { jobColumns } from "./job-columns.tsx";
import { JobFilters } from "./job-filters.tsx";
import type { JobRow } from "./live-rows.ts";
import { useLiveRows } from "./use-live-rows.ts";

const idOf = ({ id }: JobRow): string => id;
const nothing: ReadonlySet<string> = new Set();

/** All jobs, filtered, for as long as somebody scrolls. */
export function JobsTab({ onOpen }: { onOpen: (id: string) => void }) {
  const [filter, change] = useFilters(jobsFilterSchema);
  const [selected, setSelected] = useState(nothing);
  const { rows, pagination, loading, dim, error, onEndReached } = useLiveRows(filter);
  const open = useCallback((row: JobRow) => onOpen(row.id), [onOpen]);
  const clear = useCallback(() => setSelected(nothing), []);
  return (
    <section aria-labelledby="jobs" className="grid grid-cols-1 gap-4">
      <h2 id="jobs" className="sr-only">
        Jobs
      </h2>
      <JobFilters filter={filter} onChange={change} />
      <BulkBar
        selected={selected}
        filter={filter}
        found={<RowCount pagination={pagination} noun={["job", "jobs"]} />}
        onClear={clear}
      />
      {error && <Problem error={error} />}
      <DataTable
        label="Jobs"
        columns={jobColumns}
        rows={rows}
        getRowId={idOf}
        onOpen={open}
        selection={selected}
        onSelect={setSelected}
        loading={loading}
        placeholders={14}
        dim={dim}
        {...(onEndReached ? { onEndReached } : {})}
        className="max-h-[max(24rem,calc(100dvh-14rem))]"
        empty={
          Object.keys(filter).length === 0
            ? "No job yet. They come from the app for creators, or from POST /api/jobs/create."
            : "No job is like this. Take a filter away, or look for a part of a title."
        }
      />
    </section>
  );
}
