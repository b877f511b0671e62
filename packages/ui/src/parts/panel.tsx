import { useId, type ReactNode } from "react";

type Given = {
  title: string;
  /** Where links to it lead. */
  id?: string;
  /** What it is measured over, or how much of it there is. */
  note?: ReactNode;
  /** Beside the title: what can be done here. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A part of a page with its heading; what can be done to all of it stands beside that. */
export function Panel({ title, id, note, aside, className = "", children }: Given) {
  const made = useId();
  return (
    <section
      id={id}
      aria-labelledby={made}
      className={`grid min-w-0 scroll-mt-20 grid-cols-1 content-start gap-4 rounded-card border border-line bg-surface p-4 sm:p-5 ${className}`}
    >
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={made} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        {note !== undefined && <p className="text-sm text-ink-soft">{note}</p>}
        {aside !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
