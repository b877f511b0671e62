import { Button } from "@agentos/ui/parts/button";
import { Problem } from "@agentos/ui/parts/problem";
import { DataTable } from "@agentos/ui/table/data-table";
import { RowCount } from "@agentos/ui/table/row-count";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { z } from "zod";
import { useEndlessRows } from "../../../data/use-endless-rows.ts";
import { useFilters } from "../../../data/use-filters.ts";
import { filterOf, lineFilters, type LineHead } from "../line-filters.ts";
import { FollowButton } from "./follow-button.tsx";
import { lineColumns } from "./line-columns.tsx";
import { LineFilterBar } from "./line-filter-bar.tsx";
import { LinesActions } from "./lines-actions.tsx";
import { merged } from "./tail.ts";
import { useTail } from "./use-tail.ts";

const LineDrawer = lazy(async () => ({ default: (await import("./line-drawer.tsx")).LineDrawer }));

const address = lineFilters.extend({ line: z.string().max(20).optional(), at: z.iso.datetime().optional() });
const idOf = ({ id }: { id: string }): string => id;

/** All that services log: as it comes, and searched. */
export function LinesTab() {
  const [{ line, at, ...told }, change] = useFilters(address);
  const text = JSON.stringify(told);
  const filter = useMemo(() => filterOf(JSON.parse(text) as typeof told), [text]);
  const asked = useMemo(() => ({ source: "system" as const, ...filter }), [filter]);
  const read = useEndlessRows("logs", asked, idOf);
  const stored = read.rows as readonly LineHead[] | undefined;

  const [paused, setPaused] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const following = !paused && !scrolled && filter.to === undefined;
  const tail = useTail({ filter, following, read: read.readNewer });
  const rows = useMemo(() => stored && merged(tail.shown, stored), [tail.shown, stored]);
  const box = useRef<HTMLDivElement>(null);
  const toTop = (): void => {
    box.current?.querySelector("[role=grid]")?.scrollTo({ top: 0 });
    setPaused(false);
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <LineFilterBar filter={filter} onChange={(changed) => change(changed, { replace: "text" in changed })} />
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap items-center gap-3">
          <FollowButton
            following={following}
            waiting={tail.waiting.length}
            impossible={filter.to === undefined ? undefined : "Lines before a moment in the past: no more will come."}
            onPause={() => setPaused(true)}
            onFollow={toTop}
          />
          <RowCount pagination={read.pagination} noun={["line", "lines"]} />
        </div>
        <LinesActions filter={filter} />
      </div>
      {read.error && (
        <Problem error={read.error}>
          <Button size="small" className="mt-1 justify-self-start" onClick={read.again}>
            Try again
          </Button>
        </Problem>
      )}
      <div ref={box} onScrollCapture={({ target }) => setScrolled((target as Element).scrollTop > 60)}>
        <DataTable
          columns={lineColumns}
          rows={rows}
          getRowId={idOf}
          label="Log lines, the newest first"
          rowHeight={34}
          loading={read.loading}
          placeholders={18}
          dim={read.dim}
          onOpen={(row) => change({ line: row.id, at: row.at })}
          {...(read.onEndReached ? { onEndReached: read.onEndReached } : {})}
          empty={read.error ? "The lines could not be read." : "There is no such line yet."}
          className="h-[max(24rem,calc(100dvh-21rem))]"
        />
      </div>
      {line !== undefined && at !== undefined && (
        <Suspense fallback={null}>
          <LineDrawer
            id={line}
            at={at}
            held={rows?.find(({ id }) => id === line)}
            onClose={() => change({ line: undefined, at: undefined })}
          />
        </Suspense>
      )}
    </div>
  );
}
