import type { ReactNode } from "react";

type Given = {
  /** Where links within the page lead. */
  id: string;
  title: string;
  /** A line of what it is. */
  about?: ReactNode;
  /** What can be done to it. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A part of the page with its heading and what can be done to it as a whole. */
export function Section({ id, title, about, aside, children }: Given) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid min-w-0 scroll-mt-20 grid-cols-1 content-start gap-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
      </div>
      {about && <p className="-mt-1 max-w-3xl text-sm text-pretty text-ink-soft">{about}</p>}
      {children}
    </section>
  );
}

/** A framed piece of a section. */
export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </div>
  );
}
