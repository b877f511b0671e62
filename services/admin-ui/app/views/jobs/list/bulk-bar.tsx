import type { ReactNode } from "react";
import { Button } from "@agentos/ui/parts/button";
import { ActionButton } from "../../../actions/action-button.tsx";
import type { JobsFilter } from "../filters.ts";
import { bulkScope } from "./bulk-scope.ts";

type Given = {
  selected: ReadonlySet<string>;
  filter: JobsFilter;
  /** How many the filter finds. */
  found: ReactNode;
  onClear: () => void;
};

const purgeable = ["completed", "failed", "cancelled"] as const;

/** What can be done to many at once: to those that are selected, or to all that the filter finds. */
export function BulkBar({ selected, filter, found, onClear }: Given) {
  const cancel = bulkScope(selected, filter, ["active", "queued", "processing"]);
  const retry = bulkScope(selected, filter, ["failed", "cancelled"]);
  const ended = purgeable.find((status) => status === filter.status);
  return (
    <section aria-label="Many jobs at once" className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="text-sm text-ink-soft tabular-nums" aria-live="polite">
        {selected.size > 0 ? `${selected.size.toLocaleString("en")} selected` : found}
      </div>
      {selected.size > 0 && (
        <Button size="small" kind="quiet" onClick={onClear}>
          Select none
        </Button>
      )}
      <div className="flex flex-wrap gap-2 sm:ml-auto">
        <ActionButton action="job.bulk_retry" {...given(retry)} onDone={onClear} label={labelOf("Retry", selected)} />
        <ActionButton
          action="job.bulk_cancel"
          {...given(cancel)}
          onDone={onClear}
          label={labelOf("Cancel", selected)}
        />
        <ActionButton
          action="job.purge"
          label="Purge…"
          kind="danger"
          {...(ended ? { payload: { statuses: [ended] }, subject: `${ended} jobs` } : {})}
        />
      </div>
    </section>
  );
}

function given({ subject, payload, why }: ReturnType<typeof bulkScope>) {
  return { subject, payload, unless: why };
}

function labelOf(verb: string, selected: ReadonlySet<string>): string {
  return selected.size > 0 ? `${verb} ${selected.size.toLocaleString("en")}` : `${verb} all found`;
}
