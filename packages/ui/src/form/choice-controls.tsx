import { Checkbox } from "radix-ui";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { FieldFrame, FieldNotes, NeededMark } from "../parts/field-frame.tsx";
import { inputClass } from "../parts/field.tsx";
import { choicesOf, type FieldChoice } from "./fields.ts";
import { useForm, type ControlGiven } from "./form-context.tsx";
import { HintText } from "./hint-text.tsx";
import { wordsOfValue } from "../format/words.ts";

/** The choices that the form's owner gives for a path, or those of the schema. */
function useChoices({ field }: ControlGiven): readonly FieldChoice[] {
  const { choices } = useForm();
  const { kind } = field;
  return choices[field.path] ?? choicesOf(kind.kind === "choice" || kind.kind === "choices" ? kind.options : []);
}

const hintOf = ({ field }: ControlGiven) => (field.hint === undefined ? undefined : <HintText text={field.hint} />);

/** What the empty line of a list says: what holds without a choice. */
function emptyLabel({ field }: ControlGiven, choices: readonly FieldChoice[]): string {
  if (field.required) return "Choose…";
  if (field.default === undefined) return "Not set";
  const named = choices.find(({ value }) => value === field.default)?.label ?? wordsOfValue(field.default);
  return `As usual: ${named}`;
}

export function ChoiceControl(given: ControlGiven) {
  const { field, value, problem, id } = given;
  const choices = useChoices(given);
  const at = choices.findIndex((choice) => choice.value === value);
  // A value that is not among the choices any more is shown as it is, rather than as another one.
  const stray = at < 0 && value !== undefined;
  return (
    <FieldFrame label={field.label} hint={hintOf(given)} problem={problem} id={id} required={field.required}>
      {(tied) => (
        <div className="relative">
          <select
            {...tied}
            value={stray ? "stray" : at < 0 ? "" : String(at)}
            onChange={({ target }) => given.onChange(choices[Number(target.value || Number.NaN)]?.value)}
            className={`${inputClass} appearance-none truncate pr-10`}
          >
            <option value="" disabled={field.required && value !== undefined}>
              {emptyLabel(given, choices)}
            </option>
            {stray && <option value="stray">{wordsOfValue(value)}</option>}
            {choices.map(({ value: choice, label }, index) => (
              <option key={String(choice)} value={index}>
                {label}
              </option>
            ))}
          </select>
          <ChevronDown size={18} aria-hidden className="pointer-events-none absolute top-3.5 right-3 text-ink-faint" />
        </div>
      )}
    </FieldFrame>
  );
}

const boxClass =
  "mt-0.5 grid size-5 shrink-0 place-items-center rounded-md border border-edge bg-surface text-paper data-[state=checked]:border-ink data-[state=checked]:bg-ink";

type BoxGiven = {
  id: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  describedBy?: string;
};

/** A box to tick, with its label beside it. */
export function TickBox({ id, label, checked, onChange, describedBy }: BoxGiven) {
  return (
    <div className="flex items-start gap-2.5 py-0.5">
      <Checkbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(state) => onChange(state === true)}
        aria-describedby={describedBy}
        className={boxClass}
      >
        <Checkbox.Indicator>
          <Check size={15} strokeWidth={3} aria-hidden />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <label htmlFor={id} className="min-w-0 cursor-pointer break-words">
        {label}
      </label>
    </div>
  );
}

/** Ids of what is told below a control. */
function notesOf(id: string, problem: string | undefined, hint: unknown): string | undefined {
  return [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
}

export function SwitchControl(given: ControlGiven) {
  const { field, value, problem, id } = given;
  const describedBy = notesOf(id, problem, field.hint);
  return (
    <div className="grid min-w-0 content-start gap-1">
      <TickBox
        id={id}
        label={field.label}
        checked={(value ?? field.default) === true}
        onChange={given.onChange}
        {...(describedBy === undefined ? {} : { describedBy })}
      />
      <div className="grid gap-1 pl-[1.875rem]">
        <FieldNotes id={id} hint={hintOf(given)} problem={problem} />
      </div>
    </div>
  );
}

export function ChoicesControl(given: ControlGiven) {
  const { field, value, problem, id } = given;
  const choices = useChoices(given);
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  const turn = (choice: FieldChoice, on: boolean): void => {
    const next = choices.filter((one) => (one === choice ? on : chosen.includes(one.value))).map((one) => one.value);
    given.onChange(next.length === 0 && !field.required ? undefined : next);
  };
  return (
    <fieldset aria-describedby={notesOf(id, problem, field.hint)} className="grid min-w-0 content-start gap-1.5">
      <legend className="contents">
        <span className="flex gap-1 font-medium">
          {field.label}
          {field.required && <NeededMark />}
        </span>
      </legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {choices.map((choice, at) => (
          <TickBox
            key={String(choice.value)}
            id={at === 0 ? id : `${id}-${at}`}
            label={choice.label}
            checked={chosen.includes(choice.value)}
            onChange={(on) => turn(choice, on)}
          />
        ))}
      </div>
      <FieldNotes id={id} hint={hintOf(given)} problem={problem} />
    </fieldset>
  );
}
