import { useId, type ReactNode } from "react";

type Given = { title: string; aside?: ReactNode; children: ReactNode };

/** A part of a drawer. */
export function DrawerSection({ title, aside, children }: Given) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={id} className="text-base font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
