import { useState, type ComponentProps } from "react";
import { Field, inputClass } from "../parts/field.tsx";
import { FieldFrame } from "../parts/field-frame.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import type { ControlGiven } from "./form-context.tsx";
import { HintText } from "./hint-text.tsx";
import { localOf, momentOf, timeZone } from "./moments.ts";
import { readingOf } from "./reading.ts";
import { linesTyped, numberTyped, scalarTyped, textOf } from "./values.ts";
import { wordsOfValue } from "../format/words.ts";

/** What a field's label, hint and problem are, for the parts that draw them. */
function framed({ field, problem, id }: ControlGiven) {
  const hint = field.hint === undefined ? undefined : <HintText text={field.hint} />;
  return { label: field.label, hint, problem, id };
}

function placeholderOf({ field }: ControlGiven): string | undefined {
  return field.default === undefined ? undefined : textOf(field.default);
}

const textOrNothing = (text: string): string | undefined => (text === "" ? undefined : text);

type LineGiven = ControlGiven & {
  read: (text: string) => unknown;
  input?: Partial<ComponentProps<"input">>;
  mono?: boolean;
  after?: ComponentProps<typeof Field>["after"];
};

/** A line of text, kept as it was typed while it means the same as the value. */
function Line({ read, input, mono = false, after, ...given }: LineGiven) {
  const [typed, setTyped] = useState("");
  const { value, field } = given;
  const same = textOf(read(typed)) === textOf(value);
  return (
    <Field
      {...framed(given)}
      needed={field.required}
      value={same ? typed : textOf(value)}
      placeholder={placeholderOf(given)}
      onChange={({ target }) => {
        setTyped(target.value);
        given.onChange(read(target.value));
      }}
      autoComplete="off"
      spellCheck={mono ? false : undefined}
      className={mono ? "font-mono text-[0.92em]" : ""}
      after={after}
      {...input}
    />
  );
}

export function TextControl(given: ControlGiven) {
  const { kind } = given.field;
  const { input, mono } = kind.kind === "text" ? kind : { input: "text", mono: true };
  return <Line {...given} read={textOrNothing} mono={mono} input={{ type: input }} />;
}

export function ScalarControl(given: ControlGiven) {
  return <Line {...given} read={scalarTyped} />;
}

export function NumberControl(given: ControlGiven) {
  const { kind } = given.field;
  const whole = kind.kind === "number" && kind.integer;
  const reading = readingOf(given.field, given.value);
  return (
    <Line
      {...given}
      read={numberTyped}
      input={{ inputMode: whole ? "numeric" : "decimal" }}
      after={
        reading && (
          <span className="pointer-events-none absolute inset-y-0 right-3.5 grid place-items-center text-sm text-ink-faint">
            = {reading}
          </span>
        )
      }
    />
  );
}

export function MomentControl(given: ControlGiven) {
  const { field } = given;
  const { label, problem, id } = framed(given);
  return (
    <Field
      label={label}
      problem={problem}
      id={id}
      needed={field.required}
      hint={<HintText text={[field.hint, `Your time (${timeZone()}).`].filter(Boolean).join(" ")} />}
      type="datetime-local"
      step={1}
      value={localOf(given.value)}
      onChange={({ target }) => given.onChange(momentOf(target.value))}
    />
  );
}

export function PasswordControl(given: ControlGiven) {
  return (
    <PasswordField
      {...framed(given)}
      needed={given.field.required}
      required={false}
      autoComplete="new-password"
      value={textOf(given.value)}
      onChange={({ target }) => given.onChange(textOrNothing(target.value))}
    />
  );
}

type AreaGiven = ControlGiven & { read: (text: string) => unknown; show: (value: unknown) => string; mono?: boolean };

/** Several lines of text, kept as they were typed while they mean the same as the value. */
function Area({ read, show, mono = false, ...given }: AreaGiven) {
  const [typed, setTyped] = useState("");
  const { value, field } = given;
  const shown = JSON.stringify(read(typed)) === JSON.stringify(value) ? typed : show(value);
  return (
    <FieldFrame {...framed(given)} required={field.required}>
      {(tied) => (
        <textarea
          {...tied}
          value={shown}
          rows={Math.min(10, Math.max(3, shown.split("\n").length))}
          placeholder={Array.isArray(field.default) ? field.default.map(wordsOfValue).join("\n") : placeholderOf(given)}
          spellCheck={!mono}
          onChange={({ target }) => {
            setTyped(target.value);
            given.onChange(read(target.value));
          }}
          className={`${inputClass} h-auto resize-y py-2.5 ${mono ? "font-mono text-[0.92em]" : ""}`}
        />
      )}
    </FieldFrame>
  );
}

export function LongTextControl(given: ControlGiven) {
  return <Area {...given} read={textOrNothing} show={textOf} />;
}

export function LinesControl(given: ControlGiven) {
  const { kind } = given.field;
  const of = kind.kind === "lines" ? kind.of : "text";
  return <Area {...given} read={(text) => linesTyped(text, of)} show={linesShown} mono />;
}

function linesShown(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join("\n") : textOf(value);
}
