import { useState } from "react";
import { Choice } from "../parts/choice.tsx";
import { FieldNotes } from "../parts/field-frame.tsx";
import type { ControlGiven } from "./form-context.tsx";
import { GroupFields } from "./group-control.tsx";
import { variantOf, variantLabel } from "./variants.ts";

/** One of several shapes, and the fields of the one that is chosen. */
export function VariantsControl({ field, value, onChange, problem, id }: ControlGiven) {
  const [chosen, setChosen] = useState<number>();
  const variants = field.kind.kind === "variants" ? field.kind.variants : [];
  const at = chosen ?? variantOf(variants, value);
  const variant = variants[at];
  return (
    <div id={id} tabIndex={-1} className="grid min-w-0 content-start gap-4">
      <Choice
        label={field.label}
        {...(field.hint === undefined ? {} : { hint: field.hint })}
        value={String(at)}
        choices={variants.map((one, index) => ({ value: String(index), label: variantLabel(one) }))}
        onChange={(index) => {
          setChosen(Number(index));
          // What was filled in for another shape would be refused with this one.
          onChange(field.required ? {} : undefined);
        }}
      />
      <FieldNotes id={id} problem={problem} />
      {variant && (
        <GroupFields
          key={at}
          schema={variant}
          path={field.path}
          value={value}
          stays={field.required}
          onChange={onChange}
        />
      )}
    </div>
  );
}
