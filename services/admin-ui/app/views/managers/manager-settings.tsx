import { managerByName } from "@agentos/contracts/managers/managers";
import { formSchemaOf } from "@agentos/ui/form/form-schema";
import { useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import type { Change } from "../../parts/settings-draft.ts";
import { SettingsForm } from "../../parts/settings-form.tsx";
import type { ManagerRow } from "./manager-rows.ts";

/** What operators may change of a manager; the next run reads it. */
export function ManagerSettings({ manager: { name: manager, settings } }: { manager: ManagerRow }) {
  const { settings: schema } = managerByName(manager);
  const form = useMemo(() => formSchemaOf(schema), [schema]);
  const defaults = useMemo(() => schema.parse({}), [schema]);
  if (Object.keys(schema.shape).length === 0) {
    return <p className="text-sm text-ink-soft">It has none but its interval.</p>;
  }
  // What was emptied goes back to what holds unless somebody says otherwise.
  const patchOf = (changes: readonly Change[], side: "before" | "after") =>
    Object.fromEntries(changes.map((change) => [change.name, change[side] ?? defaults[change.name]]));
  return (
    <SettingsForm form={form} check={schema} settings={settings} otherwise={defaults}>
      {(changes, done, why) => (
        <ActionButton
          action="manager.configure"
          label="Save settings"
          kind="primary"
          payload={{ manager, patch: patchOf(changes, "after") }}
          undo={{ action: "manager.configure", payload: { manager, patch: patchOf(changes, "before") } }}
          subject={manager}
          unless={why}
          onDone={done}
        />
      )}
    </SettingsForm>
  );
}
