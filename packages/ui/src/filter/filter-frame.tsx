import { useId, type ReactNode } from "react";

/** The look of a box in a row of filters. */
export const filterClass =
  "h-9 w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-sm text-ink placeholder:text-ink-faint aria-invalid:border-bad";

type Given = {
  label: string;
  problem?: string | undefined;
  children: (tied: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
};

/** A filter below its name, with what is wrong with what was typed. */
export function FilterFrame({ label, problem, children }: Given) {
  const id = useId();
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="truncate text-xs font-medium text-ink-soft">
        {label}
      </label>
      {children({ id, ...(problem ? { "aria-invalid": true, "aria-describedby": `${id}-problem` } : {}) })}
      {problem && (
        <p id={`${id}-problem`} className="text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
