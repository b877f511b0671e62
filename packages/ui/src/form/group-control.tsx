import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { FieldNotes, NeededMark } from "../parts/field-frame.tsx";
import { FieldView } from "./field-view.tsx";
import { fieldsOf, foldFields, type FormField } from "./fields.ts";
import { useForm, type ControlGiven } from "./form-context.tsx";
import { HintText } from "./hint-text.tsx";
import type { JsonSchema } from "./json-schema.ts";
import { partOf, withPart } from "./values.ts";

type FieldsGiven = {
  schema: JsonSchema;
  path: string;
  value: unknown;
  /** Whether the group stays when nothing is in it. */
  stays: boolean;
  onChange: (value: unknown) => void;
};

/** The fields of an object; many that may be left out are folded under "More". */
export function GroupFields({ schema, path, value, stays, onChange }: FieldsGiven) {
  const { hide, problems } = useForm();
  // Once open it stays so when its last field is emptied: somebody is at work there.
  const [isOpen, setOpen] = useState(false);
  const fields = fieldsOf(schema, path).filter((field) => !hide.has(field.path));
  const { shown, folded } = foldFields(fields);
  const draw = (field: FormField) => (
    <FieldView
      key={field.path}
      field={field}
      value={partOf(value, field.name)}
      onChange={(part) => {
        const next = withPart(value, field.name, part);
        onChange(Object.keys(next).length === 0 && !stays ? undefined : next);
      }}
    />
  );
  const isUsed = folded.some(
    (field) =>
      partOf(value, field.name) !== undefined ||
      problems.some((one) => one.path === field.path || one.path.startsWith(`${field.path}.`)),
  );
  return (
    <>
      {shown.map(draw)}
      {folded.length > 0 && (
        <details
          open={isOpen || isUsed}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
          className="group/more"
        >
          <summary className="inline-flex list-none items-center gap-1.5 rounded-control py-1 font-medium text-ink-soft hover:text-ink">
            <ChevronRight size={17} aria-hidden className="transition-transform group-open/more:rotate-90" />
            More <span className="font-normal text-ink-faint">({folded.length})</span>
          </summary>
          <div className="grid gap-5 pt-3">{folded.map(draw)}</div>
        </details>
      )}
    </>
  );
}

/** Two numbers, such as a least and a most, stand side by side. */
function isPair({ schema, path }: FormField): boolean {
  const fields = fieldsOf(schema, path);
  return fields.length === 2 && fields.every(({ kind }) => kind.kind === "number");
}

/** An object within a form. */
export function GroupControl({ field, value, onChange, problem, id }: ControlGiven) {
  const described = [problem && `${id}-problem`, field.hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-describedby={described || undefined}
      className={`grid min-w-0 content-start gap-4 rounded-control border border-line p-4 ${isPair(field) ? "grid-cols-2" : ""}`}
    >
      <legend className="-ml-1 px-1">
        <span className="flex gap-1 font-medium">
          {field.label}
          {field.required && <NeededMark />}
        </span>
      </legend>
      {(problem || field.hint) && (
        <div className="col-span-full grid gap-1">
          <FieldNotes id={id} hint={field.hint && <HintText text={field.hint} />} problem={problem} />
        </div>
      )}
      <GroupFields schema={field.schema} path={field.path} value={value} stays={field.required} onChange={onChange} />
    </fieldset>
  );
}
