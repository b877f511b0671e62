import { useId, type InputHTMLAttributes, type ReactNode } from "react";

/** The look of a box that takes text. */
export const inputClass =
  "h-11 w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 text-ink placeholder:text-ink-faint user-invalid:border-bad";

type Given = InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string | undefined; after?: ReactNode };

/** A labelled text field. */
export function Field({ label, hint, after, ...input }: Given) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="relative">
        <input id={id} className={inputClass} aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
        {after}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
