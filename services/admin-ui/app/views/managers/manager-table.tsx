import { managerStates } from "@agentos/contracts/managers/manager-view";
import { managerOwners } from "@agentos/contracts/messages/actions";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { inputClass } from "@agentos/ui/parts/field";
import { DataTable } from "@agentos/ui/table/data-table";
import { useMemo } from "react";
import type { FilterChange } from "../../data/use-filters.ts";
import { managerColumns } from "./manager-columns.tsx";
import type { ManagerFilters } from "./manager-filters.ts";
import { silentOwners, type ManagerRow } from "./manager-rows.ts";
import { stateNames } from "./manager-words.ts";

type Given = {
  managers: readonly ManagerRow[] | undefined;
  section: Sections["managers"] | undefined;
  filters: ManagerFilters;
  change: (change: FilterChange<ManagerFilters>) => void;
  onOpen: (manager: ManagerRow["name"]) => void;
};

const select = `${inputClass} h-9! w-auto! text-sm`;

/** All managers, a line each. */
export function ManagerTable({ managers, section, filters, change, onOpen }: Given) {
  const { owner, state } = filters;
  const shown = useMemo(
    () =>
      managers?.filter(
        (row) => (owner === undefined || row.owner === owner) && (state === undefined || row.state === state),
      ),
    [managers, owner, state],
  );
  const silent = section ? silentOwners(section) : [];
  return (
    <section aria-labelledby="managers" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="managers" className="text-lg font-semibold">
          Control loops
        </h2>
        <div className="flex flex-wrap gap-2">
          <select
            aria-label="Service"
            value={owner ?? ""}
            onChange={({ target }) => change({ owner: target.value as ManagerFilters["owner"] })}
            className={select}
          >
            <option value="">All services</option>
            {managerOwners.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <select
            aria-label="State"
            value={state ?? ""}
            onChange={({ target }) => change({ state: target.value as ManagerFilters["state"] })}
            className={select}
          >
            <option value="">All states</option>
            {managerStates.map((name) => (
              <option key={name} value={name}>
                {stateNames[name]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <DataTable
        label="Managers"
        columns={managerColumns}
        rows={shown}
        getRowId={idOf}
        loading={managers === undefined}
        placeholders={14}
        rowHeight={56}
        className="max-h-[80dvh]"
        onOpen={(row) => onOpen(row.name)}
        empty={
          (owner ?? state) === undefined
            ? "Which managers there are is not known: no service has answered yet."
            : "No manager is like this. Take a filter away to see the others."
        }
      />
      {silent.length > 0 && (
        <p className="text-sm text-ink-soft">Missing are those of {silent.join(", ")}: not answered since the start.</p>
      )}
    </section>
  );
}

const idOf = (row: ManagerRow): string => row.name;
