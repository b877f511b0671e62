import type { InputHTMLAttributes, ReactNode } from "react";
import { FieldFrame } from "./field-frame.tsx";

/** The look of a box that takes text. */
export const inputClass =
  "h-11 w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 text-ink placeholder:text-ink-faint user-invalid:border-bad aria-invalid:border-bad";

type Given = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  /** Marks it as needed with a star; `required` alone leaves that to the browser. */
  needed?: boolean | undefined;
  after?: ReactNode;
};

/** A labelled text field. */
export function Field({ label, hint, problem, needed, after, id, className = "", ...input }: Given) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem} required={needed} id={id}>
      {(tied) => (
        <div className="relative">
          <input className={`${inputClass} ${className}`} {...tied} {...input} />
          {after}
        </div>
      )}
    </FieldFrame>
  );
}
