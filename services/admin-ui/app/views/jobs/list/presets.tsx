import type { JobStatus } from "@agentos/contracts/api/jobs";
import { useSection } from "../../../data/use-section.ts";
import type { JobsFilter } from "../filters.ts";

type Status = NonNullable<JobsFilter["status"]>;
type Counts = Record<JobStatus, number>;

const presets: readonly { status: Status | undefined; label: string; count: (counts: Counts) => number }[] = [
  { status: undefined, label: "All", count: (of) => Object.values(of).reduce((sum, count) => sum + count, 0) },
  { status: "active", label: "Active", count: (of) => of.queued + of.processing },
  { status: "queued", label: "Waiting", count: (of) => of.queued },
  { status: "processing", label: "Processing", count: (of) => of.processing },
  { status: "completed", label: "Done", count: (of) => of.completed },
  { status: "failed", label: "Failed", count: (of) => of.failed },
  { status: "cancelled", label: "Cancelled", count: (of) => of.cancelled },
];

/** Jobs of one state, with how many there are in all, whatever else is filtered by. */
export function Presets({
  status,
  onChange,
}: {
  status: Status | undefined;
  onChange: (status: Status | undefined) => void;
}) {
  const counts = useSection("jobs").value?.counts;
  return (
    <fieldset aria-label="Jobs by state" className="min-w-0 flex flex-wrap gap-1.5">
      {presets.map((preset) => (
        <button
          key={preset.label}
          type="button"
          aria-pressed={preset.status === status}
          onClick={() => onChange(preset.status)}
          className="inline-flex h-9 items-center gap-2 rounded-full border border-edge px-3.5 text-sm font-medium text-ink-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
        >
          {preset.label}
          <span className="min-w-4 text-right text-xs tabular-nums opacity-80">
            {counts ? preset.count(counts).toLocaleString("en") : "–"}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
