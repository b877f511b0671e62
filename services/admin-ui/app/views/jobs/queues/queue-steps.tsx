import { openStates } from "@agentos/contracts/snapshot/parts/job-rows";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { stageByName, stages } from "@agentos/contracts/stages/stages";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { formatPercent } from "@agentos/ui/format/percent";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useCallback } from "react";
import { ActionButton } from "../../../actions/action-button.tsx";
import { useFilters } from "../../../data/use-filters.ts";
import { useRows } from "../../../data/use-rows.ts";
import { stepsFilterSchema } from "../filters.ts";
import { PriorityName } from "../priority-name.tsx";

type Step = RowOf<"queue">;

const stateNames: Record<Step["state"], string> = { waiting: "Waiting", held: "Held back", running: "Running" };

const columns: readonly Column<Step>[] = [
  { id: "state", header: "State", width: 92, cell: ({ state }) => stateNames[state] },
  { id: "queue", header: "Queue", width: "2fr", cell: ({ queue }) => stageByName(queue).label },
  {
    id: "job",
    header: "Job",
    width: "2fr",
    hideBelow: "md",
    cell: ({ job_id }) => <code className="text-xs">{job_id}</code>,
  },
  { id: "tries", header: "Tries", width: 64, align: "end", hideBelow: "md", cell: ({ tries }) => tries },
  {
    id: "progress",
    header: "Done",
    width: 72,
    align: "end",
    hideBelow: "md",
    cell: ({ state, progress }) => (state === "running" ? formatPercent(progress) : "–"),
  },
  {
    id: "worker",
    header: "Worker",
    width: "2fr",
    hideBelow: "lg",
    cell: ({ worker_id }) => (worker_id ? <code className="text-xs">{worker_id}</code> : "–"),
  },
  {
    id: "since",
    header: "Since",
    width: 116,
    align: "end",
    hideBelow: "sm",
    cell: ({ waiting_since }) => <Ago at={waiting_since} className="text-ink-soft" />,
  },
  {
    id: "priority",
    header: "Priority",
    width: 108,
    cell: ({ job_id, priority }) => <Priority jobId={job_id} priority={priority} />,
  },
];

/** What waits, is held or runs, in the order in which it is taken. */
export function QueueSteps({ onOpen }: { onOpen: (id: string) => void }) {
  const [filter, change] = useFilters(stepsFilterSchema);
  const { rows, pagination, page, shows, loading, error, source } = useRows("queue", filter, 50);
  const open = useCallback((step: Step) => onOpen(step.job_id), [onOpen]);
  return (
    <section aria-labelledby="steps" className="grid grid-cols-1 gap-4">
      <h2 id="steps" className="text-lg font-semibold tracking-tight">
        In the queues
      </h2>
      <FilterBar
        label="Filter steps"
        onClear={Object.keys(filter).length === 0 ? undefined : () => change({ queue: undefined, state: undefined })}
      >
        <ChoiceFilter
          label="Queue"
          value={filter.queue}
          choices={stages.map(({ name, label }) => ({ value: name, label }))}
          onChange={(queue) => change({ queue })}
        />
        <ChoiceFilter
          label="State"
          value={filter.state}
          choices={openStates.map((value) => ({ value, label: stateNames[value] }))}
          onChange={(state) => change({ state })}
        />
      </FilterBar>
      {error && <Problem error={error} />}
      <DataTable
        label="Steps in queues"
        columns={columns}
        rows={rows}
        getRowId={stepId}
        onOpen={open}
        loading={loading}
        dim={shows === "previous"}
        shownKey={page}
        className="max-h-[60dvh]"
        empty="Nothing waits, and nothing runs. A step stands here as soon as a job arrives."
      />
      <CursorPages
        page={page}
        pagination={pagination}
        noun={["step", "steps"]}
        busy={shows !== "current"}
        onPrevious={() => source.previous()}
        onNext={() => source.next()}
      />
    </section>
  );
}

function stepId({ step_id }: Step): string {
  return step_id;
}

function Priority({ jobId, priority }: { jobId: string; priority: Step["priority"] }) {
  return (
    <span className="inline-flex items-center gap-1">
      <PriorityName priority={priority} />
      <ActionButton
        action="job.set_priority"
        label="Set"
        payload={{ job_id: jobId }}
        subject={`job ${jobId} (now ${priority})`}
        undo={{ action: "job.set_priority", payload: { job_id: jobId, priority } }}
        kind="quiet"
      />
    </span>
  );
}
