import { errorCodes } from "@agentos/contracts/errors";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { stageByName, stages } from "@agentos/contracts/stages/stages";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useCallback } from "react";
import { ActionButton } from "../../../actions/action-button.tsx";
import { useFilters } from "../../../data/use-filters.ts";
import { useRows } from "../../../data/use-rows.ts";
import { lettersFilterSchema } from "../filters.ts";

type Letter = RowOf<"dead_letters">;

const columns: readonly Column<Letter>[] = [
  { id: "queue", header: "Stage", width: "2fr", cell: ({ queue }) => stageByName(queue).label },
  {
    id: "error",
    header: "Error",
    width: "5fr",
    hideBelow: "sm",
    cell: ({ error }) => (
      <span title={`${error.code}\n${error.message}`}>
        <code className="text-xs">{error.code}</code> <span className="text-ink-soft">{error.message}</span>
      </span>
    ),
  },
  { id: "tries", header: "Tries", width: 64, align: "end", hideBelow: "sm", cell: ({ tries }) => tries },
  {
    id: "job",
    header: "Job",
    width: 96,
    hideBelow: "lg",
    cell: ({ job_id }) => (
      <code className="text-xs" title={job_id}>
        {job_id.slice(-8)}
      </code>
    ),
  },
  {
    id: "at",
    header: "Given up",
    width: 116,
    align: "end",
    cell: ({ created_at }) => <Ago at={created_at} className="text-ink-soft" />,
  },
  {
    id: "retry",
    header: "Again",
    width: 92,
    cell: ({ job_id, queue }) => (
      <ActionButton
        action="job.retry"
        label="Retry"
        payload={{ job_id, from_stage: queue }}
        subject={`job ${job_id} from ${queue}`}
        kind="quiet"
      />
    ),
  },
];

/** Steps whose tries are used up, and the way back to work. */
export function DeadLettersTab({ onOpen }: { onOpen: (id: string) => void }) {
  const [filter, change] = useFilters(lettersFilterSchema);
  const { rows, pagination, page, shows, loading, error, source } = useRows("dead_letters", filter, 50);
  const open = useCallback((letter: Letter) => onOpen(letter.job_id), [onOpen]);
  const queue = filter.queue ?? "default";
  return (
    <section aria-labelledby="letters" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 id="letters" className="text-lg font-semibold tracking-tight">
            Dead letters
          </h2>
          <p className="text-sm text-ink-soft">
            Steps that were tried as often as it is worth. Their jobs have failed.
          </p>
        </div>
        <ActionButton
          action="queue.redrive"
          label={filter.queue ? `Run those of ${stageByName(filter.queue).label} again` : "Run all of them again"}
          payload={{ queue }}
          subject={filter.queue ? `queue ${filter.queue}` : "all queues"}
          unless={pagination?.total === 0 ? "There are no dead letters." : undefined}
        />
      </div>
      <FilterBar
        label="Filter dead letters"
        onClear={
          Object.keys(filter).length === 0 ? undefined : () => change({ queue: undefined, error_code: undefined })
        }
      >
        <ChoiceFilter
          label="Stage"
          value={filter.queue}
          choices={stages.map(({ name, label }) => ({ value: name, label }))}
          onChange={(chosen) => change({ queue: chosen })}
        />
        <ChoiceFilter
          label="Error"
          value={filter.error_code}
          choices={errorCodes.map((value) => ({ value, label: value }))}
          onChange={(error_code) => change({ error_code })}
        />
      </FilterBar>
      {error && <Problem error={error} />}
      <DataTable
        label="Dead letters"
        columns={columns}
        rows={rows}
        getRowId={letterId}
        onOpen={open}
        loading={loading}
        dim={shows === "previous"}
        shownKey={page}
        empty="No dead letters. A step comes here when all its tries have failed."
      />
      <CursorPages
        page={page}
        pagination={pagination}
        noun={["dead letter", "dead letters"]}
        busy={shows !== "current"}
        onPrevious={() => source.previous()}
        onNext={() => source.next()}
      />
    </section>
  );
}

function letterId({ id }: Letter): string {
  return id;
}
