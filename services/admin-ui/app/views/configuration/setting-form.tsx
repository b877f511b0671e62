import type { Trouble } from "@agentos/client/trouble";
import { settingFormSchema } from "@agentos/ui/form/form-schema";
import { SchemaForm } from "@agentos/ui/form/schema-form";
import { Button } from "@agentos/ui/parts/button";
import { Problem } from "@agentos/ui/parts/problem";
import { useMemo, useState } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import type { Wanted } from "../../actions/action-context.ts";
import { useStaff } from "../../data/staff.ts";
import { ChangeView } from "./change-view.tsx";
import { groundOf, isSame, problemsOfDraft, type SettingRow, type VersionLine } from "./drafts.ts";
import { contractOfSetting } from "./setting-groups.ts";
import { GroundNotice } from "./ground-notice.tsx";
import type { Drafts } from "./use-config.ts";

type Given = {
  row: SettingRow;
  rows: readonly SettingRow[];
  version: number;
  versions: readonly VersionLine[];
  drafts: Drafts;
};

/** The form of a setting: what would change stands below it, and what others change meanwhile is told and takes nothing away. */
export function SettingForm({ row, rows, version, versions, drafts }: Given) {
  const { data } = useStaff();
  const contract = contractOfSetting(row.key);
  const schema = useMemo(() => settingFormSchema(contract), [contract]);
  const [failure, setFailure] = useState<Trouble>();
  const draft = drafts.of(row.key);
  const value = draft ? draft.value : row.value;
  const problems = draft ? problemsOfDraft(row.key, value, rows) : [];
  const ground = draft ? groundOf(draft, version, row) : "same";
  const now = { version, value: row.value };
  const keep = (next: unknown): void => {
    const base = draft?.base ?? now;
    drafts.keep(row.key, isSame(next, row.value) && ground !== "changed" ? undefined : { value: next, base });
  };
  const why = whyNotSaved(draft === undefined || isSame(value, row.value), problems.length, ground);
  return (
    <section aria-label="Change it" className="grid grid-cols-1 gap-4">
      <SchemaForm schema={schema} value={value} onChange={keep} problems={problems} />
      {draft && ground !== "same" && (
        <GroundNotice
          row={row}
          draft={draft}
          version={version}
          versions={versions}
          onKeep={() => drafts.keep(row.key, { value, base: now })}
          onTake={() => drafts.keep(row.key, undefined)}
        />
      )}
      {draft && !isSame(value, row.value) && (
        <div className="grid gap-1.5 rounded-control bg-sunken p-3.5">
          <h3 className="text-sm font-semibold">What would change</h3>
          <ChangeView before={row.value} after={value} contract={contract} absent="nothing" />
        </div>
      )}
      {failure && <Problem error={failure} />}
      <div className="flex flex-wrap gap-2">
        <ActionButton
          action="config.update"
          payload={{ key: row.key, value, expected_version: version }}
          subject={contract.label}
          kind="primary"
          unless={why}
          undo={backTo(row, version)}
          onDone={() => {
            setFailure(undefined);
            drafts.keep(row.key, undefined);
          }}
          onFailed={(error) => {
            setFailure(error);
            // What others have changed is shown as soon as it can be.
            data.refresh();
          }}
        />
        <Button size="small" disabled={draft === undefined} onClick={() => drafts.keep(row.key, undefined)}>
          Discard
        </Button>
      </div>
    </section>
  );
}

function whyNotSaved(unchanged: boolean, problems: number, ground: "same" | "moved" | "changed"): string | undefined {
  if (ground === "changed") return "Somebody else has changed it: say first whether yours or theirs is to hold.";
  if (unchanged) return "Nothing is changed.";
  return problems > 0 ? "There is still something wrong with the value." : undefined;
}

/** What brings back what held before: the next version, as long as nobody else makes one. */
function backTo({ key, value, set }: SettingRow, version: number): Wanted["undo"] {
  if (!set) return { action: "config.reset", payload: { key } };
  return { action: "config.update", payload: { key, value, expected_version: version + 1 } };
}
