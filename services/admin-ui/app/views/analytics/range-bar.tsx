import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import type { FilterChange } from "../../data/use-filters.ts";
import { ranges, wrongWith, type RangeFilters, type Span } from "./range.ts";

type Given = {
  filters: RangeFilters;
  span: Span;
  onChange: (change: FilterChange<RangeFilters>) => void;
};

const choices = [
  ...ranges.map(({ value, label }) => ({ value, label })),
  { value: "custom", label: "Any span" },
] as const;

/** Chooses the span that everything below is of. */
export function RangeBar({ filters, span, onChange }: Given) {
  const { range = "24h" } = filters;
  const wrong = wrongWith(span);
  return (
    <section aria-label="Span of time" className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {choices.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={range === value}
            onClick={() => onChange(value === "custom" ? { range: value, ...span } : ownTaken(value))}
            className="inline-flex h-9 items-center rounded-control border border-edge bg-surface px-3 text-sm font-medium text-ink-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-marker-wash aria-pressed:text-ink"
          >
            {label}
          </button>
        ))}
      </div>
      {range === "custom" && (
        <div className="grid max-w-xl grid-cols-1 gap-3 sm:grid-cols-2">
          <MomentFilter label="From" value={span.from} onChange={(from) => from && onChange({ from })} />
          <MomentFilter label="To" value={span.to} onChange={(to) => to && onChange({ to })} />
        </div>
      )}
      {wrong !== undefined && (
        <p role="alert" className="text-sm font-medium text-bad">
          {wrong}
        </p>
      )}
    </section>
  );
}

function ownTaken(range: RangeFilters["range"]): FilterChange<RangeFilters> {
  return { range: range === "24h" ? undefined : range, from: undefined, to: undefined };
}
