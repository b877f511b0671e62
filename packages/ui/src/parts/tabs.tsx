import type { ReactNode } from "react";
import { Link } from "wouter";

export type Tab<Id extends string> = {
  id: Id;
  label: string;
  href: string;
  /** Beside the label, as how many there are. */
  note?: ReactNode;
};

type Given<Id extends string> = { label: string; tabs: readonly Tab<Id>[]; current: Id };

/** Parts of a page, each with an address of its own; on a narrow screen the row scrolls by itself. */
export function Tabs<Id extends string>({ label, tabs, current }: Given<Id>) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map(({ id, label: name, href, note }) => (
          <li key={id} className="shrink-0">
            <Link
              href={href}
              aria-current={id === current ? "true" : undefined}
              className="flex h-10 items-center gap-2 rounded-t-control px-3.5 text-sm font-medium text-ink-soft -outline-offset-2! hover:text-ink aria-[current=true]:text-ink aria-[current=true]:shadow-[inset_0_-3px_0_var(--marker-deep)]"
            >
              {name}
              {note !== undefined && <span className="text-ink-faint tabular-nums">{note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
