import { errorCodes } from "@agentos/contracts/errors";
import { priorities } from "@agentos/contracts/job-options";
import { jobSorts } from "@agentos/contracts/snapshot/parts/job-rows";
import { stages } from "@agentos/contracts/stages/stages";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import type { FilterChange } from "../../../data/use-filters.ts";
import type { JobsFilter } from "../filters.ts";
import { priorityNames } from "../priority-name.tsx";
import { Presets } from "./presets.tsx";

type Given = {
  filter: JobsFilter;
  onChange: (change: FilterChange<JobsFilter>, options?: { replace?: boolean }) => void;
};

const sortNames = { newest: "Newest first", oldest: "Oldest first", ended: "Last ended first" } as const;
const none = {
  status: undefined,
  search: undefined,
  stage: undefined,
  priority: undefined,
  error_code: undefined,
  user_id: undefined,
  from: undefined,
  to: undefined,
  sort: undefined,
};

/** Which jobs are listed. */
export function JobFilters({ filter, onChange }: Given) {
  const typing = { replace: true };
  return (
    <div className="grid grid-cols-1 gap-3">
      <Presets status={filter.status} onChange={(status) => onChange({ status })} />
      <FilterBar label="Filter jobs" onClear={Object.keys(filter).length === 0 ? undefined : () => onChange(none)}>
        <TextFilter
          label="Search"
          value={filter.search}
          placeholder="Id, user, error, title"
          onChange={(search) => onChange({ search: search?.slice(0, 200) }, typing)}
        />
        <ChoiceFilter
          label="Stage"
          value={filter.stage}
          choices={stages.map(({ name, label }) => ({ value: name, label }))}
          onChange={(stage) => onChange({ stage })}
        />
        <ChoiceFilter
          label="Priority"
          value={filter.priority}
          choices={priorities.map((value) => ({ value, label: priorityNames[value] }))}
          onChange={(priority) => onChange({ priority })}
        />
        <ChoiceFilter
          label="Error"
          value={filter.error_code}
          choices={errorCodes.map((value) => ({ value, label: value }))}
          onChange={(error_code) => onChange({ error_code })}
        />
        <MomentFilter label="Made from" value={filter.from} onChange={(from) => onChange({ from }, typing)} />
        <MomentFilter label="Made before" value={filter.to} onChange={(to) => onChange({ to }, typing)} />
        <ChoiceFilter
          label="Order"
          value={filter.sort}
          all={sortNames.newest}
          choices={jobSorts.filter((sort) => sort !== "newest").map((value) => ({ value, label: sortNames[value] }))}
          onChange={(sort) => onChange({ sort })}
        />
      </FilterBar>
    </div>
  );
}
