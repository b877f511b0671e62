import { ChoiceControl, ChoicesControl, TickBox } from "./choice-controls.tsx";
import type { FieldKind } from "./field-kinds.ts";
import { controlId, useForm, type ControlGiven } from "./form-context.tsx";
import { messageFor } from "./problems.ts";
import { wordsOfValue } from "../format/words.ts";

/** Kinds whose parts are fields of their own and tell of their own problems. */
const holding: ReadonlySet<FieldKind["kind"]> = new Set(["group", "table", "variants"]);

type Given = Omit<ControlGiven, "id" | "problem"> & { id?: string; problem?: string | undefined };

/** A field as its kind is filled in, with what is wrong with it; in words where its value is fixed. */
export function FieldView({ field, value, onChange, id: given, problem: said }: Given) {
  const { id: form, controls, problems, choices, fixed } = useForm();
  const id = given ?? controlId(form, field.path);
  const problem = said ?? messageFor(problems, field.path, !holding.has(field.kind.kind));
  if (field.path in fixed) return <Told label={field.label} value={fixed[field.path]} path={field.path} />;
  const isList = field.schema.type === "array";
  const Control =
    choices[field.path] === undefined ? controls[field.kind.kind] : isList ? ChoicesControl : ChoiceControl;
  const control = <Control field={field} value={value} onChange={onChange} problem={problem} id={id} />;
  if (!field.nullable) return control;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      {value === null ? <Told label={field.label} value={null} path={field.path} /> : control}
      <TickBox
        id={`${id}-none`}
        label={`No ${field.label.toLowerCase()}`}
        checked={value === null}
        onChange={(none) => onChange(none ? null : undefined)}
      />
    </div>
  );
}

/** A value that is not to be changed here. */
function Told({ label, value, path }: { label: string; value: unknown; path: string }) {
  const { choices } = useForm();
  const named = choices[path]?.find((choice) => choice.value === value)?.label;
  return (
    <div className="grid min-w-0 content-start gap-0.5">
      <span className="font-medium">{label}</span>
      <span className="break-words text-ink-soft">{named ?? toldValue(value)}</span>
    </div>
  );
}

function toldValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOfValue).join(", ");
  // An address or an id is told as it is; a name of one of the contracts' lists in words.
  return typeof value === "string" && !/^[a-z_]+$/.test(value) ? value : wordsOfValue(value);
}
