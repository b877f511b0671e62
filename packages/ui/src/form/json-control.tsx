import { useState } from "react";
import { inputClass } from "../parts/field.tsx";
import { FieldFrame } from "../parts/field-frame.tsx";
import type { ControlGiven } from "./form-context.tsx";
import { HintText } from "./hint-text.tsx";
import { jsonTyped, jsonShown } from "./json-text.ts";

/** What has no better form: JSON, typed or taken from a file. Text that is no JSON is handed on as it is, and refused by the schema. */
export function JsonControl({ field, value, onChange, problem, id }: ControlGiven) {
  const [typed, setTyped] = useState("");
  const read = jsonTyped(typed);
  const isSame = JSON.stringify(read.value) === JSON.stringify(value);
  const shown = isSame ? typed : jsonShown(value);
  const take = (text: string): void => {
    setTyped(text);
    onChange(jsonTyped(text).value);
  };
  const hint = <HintText text={[field.hint, "JSON."].filter(Boolean).join(" ")} />;
  return (
    <FieldFrame
      label={field.label}
      hint={hint}
      problem={isSame ? (read.fault ?? problem) : problem}
      id={id}
      required={field.required}
    >
      {(tied) => (
        <div className="grid gap-2">
          <textarea
            {...tied}
            value={shown}
            rows={Math.min(18, Math.max(5, shown.split("\n").length))}
            spellCheck={false}
            onChange={({ target }) => take(target.value)}
            className={`${inputClass} h-auto resize-y py-2.5 font-mono text-[0.87em]`}
          />
          <input
            type="file"
            accept=".json,application/json"
            aria-label={`${field.label}: from a file`}
            onChange={({ target }) => void target.files?.[0]?.text().then(take, reportError)}
            className="min-w-0 text-sm text-ink-soft file:mr-3 file:h-9 file:rounded-control file:border file:border-solid file:border-edge file:bg-surface file:px-3 file:font-medium file:text-ink"
          />
        </div>
      )}
    </FieldFrame>
  );
}
