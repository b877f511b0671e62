import { useId, type ReactNode } from "react";

type Given = { title: string; aside?: ReactNode; children: ReactNode };

/** A part of a drawer under its own heading. */
export function PanelSection({ title, aside, children }: Given) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
