import { actions } from "@agentos/contracts/actions/actions";
import { auditOutcomes } from "@agentos/contracts/snapshot/parts/audit";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import { idProblem, traceProblem } from "./audit-filters.ts";
import { outcomeInWords } from "./outcome-words.ts";

type Filters = FiltersOf<"audit">;
type Given = { filters: Filters; onChange: (change: { [Key in keyof Filters]?: Filters[Key] | undefined }) => void };

const names = actions.map(({ name }) => ({ value: name as string, label: name as string }));
const outcomes = auditOutcomes.map((value) => ({ value, label: outcomeInWords(value) }));
const nothing = {
  action: undefined,
  outcome: undefined,
  user_id: undefined,
  action_id: undefined,
  trace_id: undefined,
};

/** Which entries are looked for. */
export function AuditFilterBar({ filters, onChange }: Given) {
  const clear = () => onChange({ ...nothing, from: undefined, to: undefined });
  return (
    <FilterBar label="Filters of entries" onClear={Object.keys(filters).length > 0 ? clear : undefined}>
      <ChoiceFilter label="Action" value={filters.action} choices={names} onChange={(action) => onChange({ action })} />
      <ChoiceFilter
        label="Outcome"
        value={filters.outcome}
        choices={outcomes}
        onChange={(outcome) => onChange({ outcome })}
      />
      <TextFilter
        label="Account that acted"
        value={filters.user_id}
        placeholder="Its id"
        problemOf={idProblem}
        onChange={(user_id) => onChange({ user_id })}
      />
      <TextFilter
        label="Action's id"
        value={filters.action_id}
        problemOf={idProblem}
        onChange={(action_id) => onChange({ action_id })}
      />
      <TextFilter
        label="Trace"
        value={filters.trace_id}
        problemOf={traceProblem}
        onChange={(trace_id) => onChange({ trace_id })}
      />
      <MomentFilter label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <MomentFilter label="Before" value={filters.to} onChange={(to) => onChange({ to })} />
    </FilterBar>
  );
}
