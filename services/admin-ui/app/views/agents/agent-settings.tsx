import { stageByName } from "@agentos/contracts/stages/stages";
import { formSchemaOf, type JsonSchema } from "@agentos/ui/form/form-schema";
import { useMemo } from "react";
import type { z } from "zod";
import { ActionButton } from "../../actions/action-button.tsx";
import type { Change } from "../../parts/settings-draft.ts";
import { SettingsForm } from "../../parts/settings-form.tsx";
import type { AgentConfiguration } from "./agent-facts.tsx";

/** What operators may change of an agent; what is left empty is as its workers are configured. */
export function AgentSettings({ configuration }: { configuration: AgentConfiguration }) {
  const { agent, settings, in_force: inForce } = configuration;
  const schema: z.ZodObject = stageByName(agent).settings;
  const form = useMemo(() => withDefaults(formSchemaOf(schema), inForce, settings), [schema, inForce, settings]);
  const check = useMemo(() => schema.partial(), [schema]);
  return (
    <>
      <p className="text-sm text-ink-soft">
        {inForce
          ? "What is left empty is as its workers are configured, which stands in the field in grey. The next tasks run with what is saved."
          : "None of its workers reports what it runs with. What is left empty is as they are configured."}
      </p>
      <SettingsForm form={form} check={check} settings={settings} otherwise={inForce ?? undefined}>
        {(changes, done, why) => (
          <ActionButton
            action="agent.configure"
            kind="primary"
            payload={{ agent, patch: patchOf(changes, "after") }}
            undo={{ action: "agent.configure", payload: { agent, patch: patchOf(changes, "before") } }}
            subject={agent}
            unless={why}
            onDone={done}
          />
        )}
      </SettingsForm>
    </>
  );
}

type Patch = Record<string, string | number | boolean | null>;

function patchOf(changes: readonly Change[], side: "before" | "after"): Patch {
  return Object.fromEntries(changes.map((change) => [change.name, change[side] ?? null])) as Patch;
}

/** The form with no field that has to be filled in, and with what holds where nothing is set. */
function withDefaults(
  schema: JsonSchema,
  inForce: Readonly<Record<string, unknown>> | null,
  settings: Readonly<Record<string, unknown>>,
): JsonSchema {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const known = inForce !== null && !(name in settings) && name in inForce;
    return [name, known ? { ...(field as JsonSchema), default: inForce[name] } : field];
  });
  return { ...schema, required: [], properties: Object.fromEntries(fields) } as JsonSchema;
}
