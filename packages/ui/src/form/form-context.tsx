import { createContext, use, type ComponentType } from "react";
import type { FieldKind } from "./field-kinds.ts";
import type { FieldChoice, FormField } from "./fields.ts";
import type { FormProblem } from "./problems.ts";

/** What every field of a form shares. */
export type FormParts = {
  /** Begins the ids of the controls. */
  id: string;
  /** What draws each kind of field: handed down, as groups hold fields that hold groups. */
  controls: Controls;
  problems: readonly FormProblem[];
  hide: ReadonlySet<string>;
  fixed: Readonly<Record<string, unknown>>;
  choices: Readonly<Record<string, readonly FieldChoice[]>>;
};

export const FormContext = createContext<FormParts | undefined>(undefined);

/** Errors: outside of a form. */
export function useForm(): FormParts {
  const parts = use(FormContext);
  if (parts === undefined) throw new Error("A field stands outside of a form.");
  return parts;
}

/** What a control is given. Its value is undefined while it is left empty. */
export type ControlGiven = {
  field: FormField;
  value: unknown;
  onChange: (value: unknown) => void;
  problem: string | undefined;
  id: string;
};

/** The id of the control of a path. */
export function controlId(form: string, path: string): string {
  return `${form}-${path.replaceAll(/[^\w-]/g, "_")}`;
}

/** What draws each kind of field. */
export type Controls = { [Kind in FieldKind["kind"]]: ComponentType<ControlGiven> };
