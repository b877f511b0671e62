import { healthTiers } from "@agentos/contracts/api/agents";
import { stageNames } from "@agentos/contracts/stages/stages";
import { inputClass } from "@agentos/ui/parts/field";
import { DataTable, type Sort } from "@agentos/ui/table/data-table";
import { useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import type { FilterChange } from "../../data/use-filters.ts";
import type { FleetFilters } from "./fleet-filters.ts";
import type { WorkerRow } from "./fleet-rows.ts";
import { workersShown, type WorkerSort } from "./sort-workers.ts";
import { tierNames } from "./tier-badge.tsx";
import { workerColumns } from "./worker-columns.tsx";

type Given = {
  workers: readonly WorkerRow[] | null | undefined;
  filters: FleetFilters;
  change: (change: FilterChange<FleetFilters>, options?: { replace?: boolean }) => void;
  onOpen: (worker: string) => void;
};

const select = `${inputClass} h-9! w-auto! text-sm`;

/** Every worker with how it is and what it does. */
export function Workers({ workers, filters, change, onOpen }: Given) {
  const shown = useMemo(() => workers && workersShown(workers, filters), [workers, filters]);
  const { sort = "worker", direction = "asc" } = filters;
  const filtered = filters.agent ?? filters.tier ?? filters.search;
  return (
    <section aria-labelledby="workers" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="workers" className="text-lg font-semibold">
          Workers
        </h2>
        <ActionButton
          action="worker.restart_all"
          payload={{ agent: filters.agent }}
          label={restartLabel(filters.agent)}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <input
          type="search"
          aria-label="Search workers by ID, or by the job that they work on"
          placeholder="Worker or job ID"
          value={filters.search ?? ""}
          onChange={({ target }) => change({ search: target.value }, { replace: true })}
          className={`${inputClass} h-9! max-w-64 text-sm`}
        />
        <select
          aria-label="Agent"
          value={filters.agent ?? ""}
          onChange={({ target }) => change({ agent: target.value as FleetFilters["agent"] })}
          className={select}
        >
          <option value="">All agents</option>
          {stageNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <TierChoice workers={workers} tier={filters.tier} onChange={(tier) => change({ tier })} />
      </div>
      <DataTable
        label="Workers"
        columns={workerColumns}
        rows={shown ?? undefined}
        getRowId={idOf}
        loading={workers === undefined}
        placeholders={6}
        rowHeight={52}
        onOpen={(worker) => onOpen(worker.worker_id)}
        sort={{ id: sort, direction }}
        onSort={(next: Sort) => change({ sort: next.id as WorkerSort, direction: next.direction })}
        empty={emptyWords(workers, filtered !== undefined)}
      />
    </section>
  );
}

const idOf = (worker: WorkerRow): string => worker.worker_id;

function restartLabel(agent: string | undefined): string {
  return agent === undefined ? "Restart all workers" : `Restart workers of ${agent}`;
}

function emptyWords(workers: Given["workers"], filtered: boolean): string {
  if (workers === null) return "Which workers there are is not known: the fleet has not answered yet.";
  if (filtered) return "No worker is like this. Take a filter away to see the others.";
  return "No worker has reported yet. Scale an agent to start some, or see the logs of the supervisor.";
}

type TierGiven = Pick<Given, "workers"> & {
  tier: FleetFilters["tier"];
  onChange: (tier: FleetFilters["tier"]) => void;
};

/** The four tiers with how many are in each. */
function TierChoice({ workers, tier, onChange }: TierGiven) {
  return (
    <fieldset aria-label="Health" className="flex flex-wrap gap-1">
      {healthTiers.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={tier === name}
          onClick={() => onChange(tier === name ? undefined : name)}
          className="h-9 rounded-control border border-edge px-3 text-sm text-ink-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-marker-wash aria-pressed:text-ink"
        >
          {tierNames[name]}{" "}
          <span className="font-medium tabular-nums">
            {workers ? workers.filter(({ health }) => health.tier === name).length : "–"}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
