import type { ReactNode } from "react";

export type Fact = { name: string; value: ReactNode };

/** Facts with their names, two beside each other where there is room. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2">
      {facts.map(({ name, value }) => (
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
