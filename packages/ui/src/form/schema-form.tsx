import { useId, useMemo, type ReactNode } from "react";
import { controls } from "./controls.tsx";
import { FieldView } from "./field-view.tsx";
import { rootField, type FieldChoice } from "./fields.ts";
import { FormContext, type FormParts } from "./form-context.tsx";
import { GroupFields } from "./group-control.tsx";
import type { JsonSchema } from "./json-schema.ts";
import { ProblemSummary } from "./problem-summary.tsx";
import type { FormProblem } from "./problems.ts";
import { withFixed } from "./values.ts";

type Given = {
  /** As `formSchemaOf` gives it. Of an object each property is a field; any other schema is one field. */
  schema: JsonSchema;
  /** What is filled in so far; what is left empty is left out of it. `initialValueOf` says what to begin with. */
  value: unknown;
  onChange: (value: unknown) => void;
  problems?: readonly FormProblem[];
  /** Paths that are not shown. */
  hide?: readonly string[];
  /** Values by path that are told and cannot be changed; they are in every value that `onChange` gets. */
  fixed?: Readonly<Record<string, unknown>>;
  /** What can be chosen, by path; `path.*` are the names of a table. */
  choices?: Readonly<Record<string, readonly FieldChoice[]>>;
};

const none: readonly never[] = [];
const nothing: Readonly<Record<string, never>> = {};

/** The fields of a JSON schema, to stand within a form element of its owner's. */
export function SchemaForm({
  schema,
  value,
  onChange,
  problems = none,
  hide = none,
  fixed = nothing,
  choices = nothing,
}: Given): ReactNode {
  const id = useId();
  const parts = useMemo<FormParts>(
    () => ({ id, controls, problems, hide: new Set(hide), fixed, choices }),
    [id, problems, hide, fixed, choices],
  );
  const field = rootField(schema);
  const change = (next: unknown): void => onChange(withFixed(next, fixed));
  return (
    <FormContext value={parts}>
      <div className="grid min-w-0 gap-5">
        <ProblemSummary schema={schema} />
        {field.kind.kind === "group" ? (
          <GroupFields schema={field.schema} path="" value={value} stays onChange={change} />
        ) : (
          <FieldView field={field} value={value} onChange={change} />
        )}
      </div>
    </FormContext>
  );
}
