import type { LogLine } from "@agentos/contracts/snapshot/log-line";
import { stageNames } from "@agentos/contracts/stages/stages";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import { Problem } from "@agentos/ui/parts/problem";
import { DataTable } from "@agentos/ui/table/data-table";
import { RowCount } from "@agentos/ui/table/row-count";
import { useEffect, useMemo } from "react";
import { z } from "zod";
import { useEndlessRows } from "../../../data/use-endless-rows.ts";
import { useFilters } from "../../../data/use-filters.ts";
import { useSection } from "../../../data/use-section.ts";
import { happeningColumns } from "./happening-columns.tsx";

const sources = ["jobs", "fleet"] as const;
const address = z.object({
  of: z.enum(sources).optional(),
  what: z.string().max(60).optional(),
  agent: z.enum(stageNames).optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});
const idOf = ({ id }: { id: string }): string => id;
const sourceChoices = [{ value: "fleet" as const, label: "Workers and agents" }];
const agents = stageNames.map((value) => ({ value, label: value }));
const nothing = { of: undefined, what: undefined, agent: undefined, since: undefined, until: undefined };

/** What has happened to jobs, and to workers: in words, as their owners tell it. */
export function HappeningsTab() {
  const [told, change] = useFilters(address);
  const { of: source = "jobs", since: from, until: to, what, agent } = told;
  const filters = useMemo(
    () => ({
      source,
      ...(what ? { what } : {}),
      ...(agent ? { agent } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    }),
    [source, what, agent, from, to],
  );
  const { rows, pagination, readNewer, ...read } = useEndlessRows("logs", filters, idOf);
  // The newest are in the snapshot: when they are others, there is something to read.
  const newest = useSection("logs").value?.[source]?.[0]?.id;
  useEffect(() => {
    if (newest !== undefined) void readNewer();
  }, [newest, readNewer]);
  const filtered = Object.values(told).some((value) => value !== undefined);
  return (
    <div className="grid grid-cols-1 gap-4">
      <FilterBar label="Filters of what happened" onClear={filtered ? () => change(nothing) : undefined}>
        <ChoiceFilter
          label="To"
          all="Jobs"
          value={source === "fleet" ? source : undefined}
          choices={sourceChoices}
          onChange={(of) => change({ of })}
        />
        <TextFilter
          label="What"
          value={what}
          placeholder="job:failed"
          problemOf={(text) => (text.length > 60 ? "At most 60 letters." : undefined)}
          onChange={(next) => change({ what: next }, { replace: true })}
        />
        <ChoiceFilter label="Agent" value={agent} choices={agents} onChange={(next) => change({ agent: next })} />
        <MomentFilter label="From" value={from} onChange={(next) => change({ since: next })} />
        <MomentFilter label="Before" value={to} onChange={(next) => change({ until: next })} />
      </FilterBar>
      <RowCount pagination={pagination} noun={["entry", "entries"]} />
      {read.error && <Problem error={read.error} />}
      <DataTable
        columns={happeningColumns}
        rows={rows as readonly LogLine[] | undefined}
        getRowId={idOf}
        label="What happened, the newest first"
        loading={read.loading}
        dim={read.dim}
        {...(read.onEndReached ? { onEndReached: read.onEndReached } : {})}
        empty={read.error ? "It could not be read." : "Nothing of the kind has happened."}
        className="h-[max(24rem,calc(100dvh-22rem))]"
      />
    </div>
  );
}
