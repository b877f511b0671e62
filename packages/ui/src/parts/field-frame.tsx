import { useId, type ReactNode } from "react";

/** What ties a control to its label, hint and problem: to be spread over the control. */
export type Tied = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

type Given = {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  /** Marks it as needed, where that is worth saying. */
  required?: boolean | undefined;
  /** Where others find the control, to bring the focus to it. */
  id?: string | undefined;
  children: (tied: Tied) => ReactNode;
};

/** A control below its label, with a hint and with what is wrong. */
export function FieldFrame({ label, hint, problem, required = false, id: given, children }: Given) {
  const made = useId();
  const id = given ?? made;
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <div className="flex gap-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {required && <NeededMark />}
      </div>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": problem === undefined ? undefined : true,
        "aria-required": required || undefined,
      })}
      <FieldNotes id={id} hint={hint} problem={problem} />
    </div>
  );
}

/** A star; readers hear of it by the control itself. */
export function NeededMark() {
  return (
    <span aria-hidden title="Needed" className="text-bad">
      *
    </span>
  );
}

/** What stands below a control: the problem, as its id and `-problem`, and the hint, as its id and `-hint`. */
export function FieldNotes({ id, hint, problem }: { id: string; hint?: ReactNode; problem?: string | undefined }) {
  return (
    <>
      {problem && (
        <p id={`${id}-problem`} className="text-sm font-medium break-words text-bad">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm break-words text-ink-faint">
          {hint}
        </p>
      )}
    </>
  );
}
