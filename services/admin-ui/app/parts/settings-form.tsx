import { problemsOf, type JsonSchema } from "@agentos/ui/form/form-schema";
import { SchemaForm } from "@agentos/ui/form/schema-form";
import { wordsOf } from "@agentos/ui/format/words";
import { Button } from "@agentos/ui/parts/button";
import { useEffect, useState, type ReactNode } from "react";
import type { z } from "zod";
import { changesOf, draftAfter, withDraft, type Change, type Draft } from "./settings-draft.ts";

type Given = {
  /** What the form is made of; a default is shown where nothing is set. */
  form: JsonSchema;
  /** Checks what would be set. */
  check: z.ZodType;
  /** What is set. */
  settings: Readonly<Record<string, unknown>>;
  /** What holds where nothing is set, to be shown of a change. */
  otherwise?: Readonly<Record<string, unknown>> | undefined;
  /** What saves the changes; `done` is to be called once they are saved. */
  children: (changes: readonly Change[], done: () => void, why: string | undefined) => ReactNode;
};

/** Settings in a form: what is changed is shown as old → new before it is saved, and what others change meanwhile stays. */
export function SettingsForm({ form, check, settings, otherwise, children }: Given) {
  const [draft, setDraft] = useState<Draft>({});
  const shown = withDraft(settings, draft);
  const changes = changesOf(settings, draft);
  const problems = problemsOf(check, shown);
  const why = problems.length > 0 ? "Something that was typed cannot be right." : undefined;
  return (
    <div className="grid grid-cols-1 gap-4">
      <SchemaForm
        schema={form}
        value={shown}
        onChange={(next) => setDraft((before) => draftAfter(before, shown, next as Record<string, unknown>))}
        problems={problems}
      />
      {changes.length > 0 && (
        <SaveBar>
          <Changes changes={changes} otherwise={otherwise} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button size="small" onClick={() => setDraft({})}>
              Leave as it is
            </Button>
            {children(changes, () => setDraft({}), why)}
          </div>
        </SaveBar>
      )}
    </div>
  );
}

/** Stays in sight while there is something to save; what somebody types in is not to lie below it. */
function SaveBar({ children }: { children: ReactNode }) {
  useEffect(() => {
    // In braces: browsers that scroll smoothly give back a promise, which is nothing to clean up with.
    document.activeElement?.scrollIntoView({ block: "nearest" });
  }, []);
  return <div className="sticky bottom-0 grid gap-3 border-t border-line bg-surface py-3">{children}</div>;
}

function Changes({ changes, otherwise = {} }: { changes: readonly Change[]; otherwise: Given["otherwise"] }) {
  return (
    <ul aria-label="What would change" className="grid gap-1 text-sm">
      {changes.map(({ name, before, after }) => (
        <li key={name} className="flex flex-wrap gap-x-2">
          <span className="text-ink-soft">{wordsOf(name)}</span>
          <del className="text-ink-faint">{inText(before ?? otherwise[name])}</del>
          <span aria-hidden>→</span>
          <ins className="font-medium no-underline">
            {after === undefined ? "what holds unless it is set" : inText(after)}
          </ins>
        </li>
      ))}
    </ul>
  );
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
