import { logPattern } from "@agentos/contracts/logs/log-filter";
import { logLevelNames, logServices } from "@agentos/contracts/logs/log-levels";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import type { LogFilter } from "@agentos/contracts/logs/log-filter";

export type LineFilterChange = { [Key in keyof LogFilter]?: LogFilter[Key] | undefined };
type Given = { filter: LogFilter; onChange: (change: LineFilterChange) => void };

const levels = logLevelNames.map((value) => ({ value, label: value === "fatal" ? "fatal" : `${value} and above` }));
const services = logServices.map((value) => ({ value, label: value }));
const nothing = { text: undefined, level: undefined, service: undefined, trace_id: undefined, job_id: undefined };

const traceProblem = (text: string) =>
  logPattern.trace_id.safeParse(text).success ? undefined : "32 letters of 0–9 and a–f.";
const jobProblem = (text: string) => (logPattern.job_id.safeParse(text).success ? undefined : "The whole id of a job.");

/** Which lines are looked for. */
export function LineFilterBar({ filter, onChange }: Given) {
  const clear = () => onChange({ ...nothing, from: undefined, to: undefined });
  return (
    <FilterBar label="Filters of lines" onClear={Object.keys(filter).length > 0 ? clear : undefined}>
      <TextFilter
        label="Words"
        value={filter.text}
        placeholder={'timeout "in this order" -this'}
        problemOf={(text) => (text.length > 200 ? "At most 200 letters." : undefined)}
        onChange={(text) => onChange({ text })}
      />
      <ChoiceFilter label="Level" value={filter.level} choices={levels} onChange={(level) => onChange({ level })} />
      <ChoiceFilter
        label="Service"
        value={filter.service}
        choices={services}
        onChange={(service) => onChange({ service })}
      />
      <TextFilter
        label="Trace"
        value={filter.trace_id}
        placeholder="32 letters"
        problemOf={traceProblem}
        onChange={(trace_id) => onChange({ trace_id })}
      />
      <TextFilter
        label="Job"
        value={filter.job_id}
        placeholder="Its id"
        problemOf={jobProblem}
        onChange={(job_id) => onChange({ job_id })}
      />
      <MomentFilter label="From" value={filter.from} onChange={(from) => onChange({ from })} />
      <MomentFilter label="Before" value={filter.to} onChange={(to) => onChange({ to })} />
    </FilterBar>
  );
}
