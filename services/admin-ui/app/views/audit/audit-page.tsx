import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { Button } from "@agentos/ui/parts/button";
import { Problem } from "@agentos/ui/parts/problem";
import { DataTable } from "@agentos/ui/table/data-table";
import { RowCount } from "@agentos/ui/table/row-count";
import Download from "lucide-react/icons/download";
import ShieldCheck from "lucide-react/icons/shield-check";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useEndlessRows } from "../../data/use-endless-rows.ts";
import { useFilters } from "../../data/use-filters.ts";
import { useSection } from "../../data/use-section.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { auditColumns, auditRowHeight } from "./audit-columns.tsx";
import { AuditFilterBar } from "./audit-filter-bar.tsx";
import { auditAddress } from "./audit-filters.ts";
import { ChainState } from "./chain-state.tsx";

const EntryDrawer = lazy(async () => ({ default: (await import("./entry-drawer.tsx")).EntryDrawer }));

const idOf = ({ seq }: { seq: number }): string => `${seq}`;

/** Who did what, and whether that can be trusted. */
export function AuditPage() {
  const { value } = useSection("audit");
  const chain = value?.chain;
  return (
    <ViewPage
      aside={
        <ActionButton
          action="logs.verify_audit"
          payload={{ from: undefined, to: undefined }}
          label="Verify all"
          icon={<ShieldCheck size={15} aria-hidden />}
        />
      }
    >
      <ChainState chain={chain} />
      <Entries last={chain?.last_seq} />
    </ViewPage>
  );
}

/** `last`: number of the newest entry; when it is another one, there is something to read. */
function Entries({ last }: { last: number | undefined }) {
  const [{ entry, at, ...told }, change] = useFilters(auditAddress);
  const text = JSON.stringify(told);
  const filters = useMemo(() => JSON.parse(text) as FiltersOf<"audit">, [text]);
  const { rows, pagination, readNewer, ...read } = useEndlessRows("audit", filters, idOf);
  useEffect(() => {
    if (last !== undefined) void readNewer();
  }, [last, readNewer]);
  return (
    <section aria-labelledby="entries" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex items-baseline gap-3">
          <h2 id="entries" className="text-lg font-semibold tracking-tight">
            Entries
          </h2>
          <RowCount pagination={pagination} noun={["entry", "entries"]} />
        </div>
        <ActionButton
          action="logs.export_audit"
          payload={{ from: filters.from, to: filters.to }}
          subject={filters.from || filters.to ? "the period of the filters" : "all of it"}
          label={filters.from || filters.to ? "Export this period" : "Export"}
          icon={<Download size={15} aria-hidden />}
        />
      </div>
      <AuditFilterBar filters={filters} onChange={change} />
      {read.error && (
        <Problem error={read.error}>
          <Button size="small" className="mt-1 justify-self-start" onClick={read.again}>
            Try again
          </Button>
        </Problem>
      )}
      <DataTable
        columns={auditColumns}
        rows={rows}
        getRowId={idOf}
        rowHeight={auditRowHeight}
        label="Audit entries, the newest first"
        loading={read.loading}
        dim={read.dim}
        onOpen={(row) => change({ entry: row.seq, at: row.chained_at })}
        {...(read.onEndReached ? { onEndReached: read.onEndReached } : {})}
        empty={read.error ? "The entries could not be read." : "There is no such entry yet."}
        className="max-h-[max(24rem,calc(100dvh-12rem))]"
      />
      {entry !== undefined && at !== undefined && (
        <Suspense fallback={null}>
          <EntryDrawer
            seq={entry}
            at={at}
            held={rows?.find(({ seq }) => seq === entry)}
            onClose={() => change({ entry: undefined, at: undefined })}
          />
        </Suspense>
      )}
    </section>
  );
}
