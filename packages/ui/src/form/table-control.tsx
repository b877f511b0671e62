import Plus from "lucide-react/icons/plus";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { Button, IconButton } from "../parts/button.tsx";
import { FieldNotes, NeededMark } from "../parts/field-frame.tsx";
import { ChoiceControl } from "./choice-controls.tsx";
import { nodeOf } from "./json-schema.ts";
import { fieldOf, pathOf, type FormField } from "./fields.ts";
import { useForm, type ControlGiven } from "./form-context.tsx";
import { FieldView } from "./field-view.tsx";
import { HintText } from "./hint-text.tsx";
import { messageFor } from "./problems.ts";
import { nameProblem, objectOfRows, rowsOf, saysTheSame, type TableRow } from "./table-rows.ts";
import { TextControl } from "./text-controls.tsx";

/** Values by names that are not known beforehand: one row for each, whose names may be chosen from `choices["path.*"]`. */
export function TableControl({ field, value, onChange, problem, id }: ControlGiven) {
  const [kept, setKept] = useState<TableRow[]>([]);
  const rows = saysTheSame(kept, value) ? kept : rowsOf(value);
  const set = (next: TableRow[]): void => {
    setKept(next);
    const made = objectOfRows(next);
    onChange(Object.keys(made).length === 0 && !field.required ? undefined : made);
  };
  const add = (): void =>
    set([...rows, { id: 1 + Math.max(-1, ...rows.map((row) => row.id)), name: "", value: undefined }]);
  const put = (row: TableRow, part: Partial<TableRow>): void =>
    set(rows.map((one) => (one.id === row.id ? { ...one, ...part } : one)));
  return (
    <fieldset className="grid min-w-0 content-start gap-2.5" aria-describedby={field.hint ? `${id}-hint` : undefined}>
      <legend className="contents">
        <span className="flex gap-1 font-medium">
          {field.label}
          {field.required && <NeededMark />}
        </span>
      </legend>
      <FieldNotes id={id} hint={field.hint && <HintText text={field.hint} />} problem={problem} />
      {rows.map((row) => (
        <Row
          key={row.id}
          field={field}
          row={row}
          id={`${id}-${row.id}`}
          nameFault={nameProblem(rows, row)}
          onPut={(part) => put(row, part)}
          onRemove={() => set(rows.filter((one) => one.id !== row.id))}
        />
      ))}
      <Button id={id} size="small" icon={<Plus size={16} aria-hidden />} onClick={add} className="justify-self-start">
        Add a row<span className="sr-only"> to {field.label}</span>
      </Button>
    </fieldset>
  );
}

type RowGiven = {
  field: FormField;
  row: TableRow;
  id: string;
  nameFault: string | undefined;
  onPut: (part: Partial<TableRow>) => void;
  onRemove: () => void;
};

function Row({ field, row, id, nameFault, onPut, onRemove }: RowGiven) {
  const { problems, choices } = useForm();
  const { kind, schema, path } = field;
  const at = pathOf(path, row.name);
  const names = nodeOf(schema.propertyNames);
  const isListed = choices[pathOf(path, "*")] !== undefined || names.enum !== undefined;
  const named = { ...fieldOf(names, "", pathOf(path, "*"), true), label: "Name", hint: undefined };
  const item = fieldOf(kind.kind === "table" ? kind.item : {}, "", at, true);
  const Name = isListed ? ChoiceControl : TextControl;
  // A name that is refused and its value stand at the same path.
  const fault = nameFault ?? messageFor(problems, at, true);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 gap-y-2 rounded-control bg-sunken/60 p-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Name
        field={named}
        id={`${id}-name`}
        value={row.name === "" ? undefined : row.name}
        problem={nameFault}
        onChange={(name) => onPut({ name: typeof name === "string" ? name : "" })}
      />
      <div className="col-span-2 col-start-1 row-start-2 min-w-0 sm:col-span-1 sm:col-start-2 sm:row-start-1">
        <FieldView
          field={{ ...item, label: "Value" }}
          id={`${id}-value`}
          problem={nameFault === undefined ? fault : undefined}
          value={row.value}
          onChange={(next) => onPut({ value: next })}
        />
      </div>
      <IconButton
        label={row.name === "" ? "Remove the row" : `Remove ${row.name}`}
        onClick={onRemove}
        className="col-start-2 row-start-1 mt-7 sm:col-start-3"
      >
        <Trash size={17} aria-hidden />
      </IconButton>
    </div>
  );
}
