import type { ReactNode } from "react";
import { Unknown } from "./unknown.tsx";

type Fact = {
  label: string;
  /** Undefined: it is awaited; null: nobody knows. */
  value: ReactNode | undefined;
  /** Why nobody knows. */
  why?: string;
};

/** Names and values, one below the other; a value that is awaited keeps its place. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-y-1.5 text-sm">
      {facts.map(({ label, value, why = "Its owner has not answered yet." }) => (
        <div key={label} className="flex min-h-6 items-baseline justify-between gap-4">
          <dt className="shrink-0 text-ink-soft">{label}</dt>
          <dd className="min-w-0 text-end [overflow-wrap:anywhere] tabular-nums">
            {value === undefined ? (
              <span className="placeholder inline-block h-3.5 w-16 align-middle" />
            ) : value === null ? (
              <Unknown why={why} />
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
