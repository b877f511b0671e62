import type { ReactNode } from "react";

type Figure = { name: string; value: ReactNode };

/** Figures with their names, two beside each other where there is room. */
export function FigureList({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2">
      {figures.map(({ name, value }) => (
        <div key={name} className="flex min-h-9 items-center justify-between gap-4 border-b border-line py-1.5 text-sm">
          <dt className="shrink-0 text-ink-soft">{name}</dt>
          <dd className="min-w-0 text-end font-medium tabular-nums [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is not known, and why. */
export function Unknown({ why }: { why: string }) {
  return (
    <span title={why}>
      –<span className="sr-only"> ({why})</span>
    </span>
  );
}
