import { useId } from "react";

type Given = { required: boolean; value: string; onChange: (value: string) => void; problem: string | undefined };

/** Why somebody wants it, for the audit trail. */
export function ReasonField({ required, value, onChange, problem }: Given) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        Reason {required ? "" : <span className="font-normal text-ink-faint">(optional)</span>}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={500}
        required={required}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-control border border-edge bg-surface px-3.5 py-2 text-ink aria-invalid:border-bad"
      />
      <p id={`${id}-hint`} className={`text-sm ${problem ? "text-bad" : "text-ink-faint"}`}>
        {problem ? "At least three letters: it stands in the audit trail." : "Stands in the audit trail."}
      </p>
    </div>
  );
}
