import { flagState, type FlagName, type FlagState } from "@agentos/contracts/settings/flags";
import { Ago } from "@agentos/ui/parts/ago";
import { Badge } from "@agentos/ui/parts/badge";
import { Button } from "@agentos/ui/parts/button";
import { Choice } from "@agentos/ui/parts/choice";
import { RangeSlider } from "@agentos/ui/parts/range-slider";
import { useState } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { Person } from "../../parts/person.tsx";
import { ChangeView } from "./change-view.tsx";
import { isSame, lastChangeOf, type SettingRow, type VersionLine } from "./drafts.ts";
import { contractOfSetting } from "./setting-groups.ts";
import { valueWords } from "./value-words.ts";

type Given = { flag: FlagName; row: SettingRow | undefined; versions: readonly VersionLine[] | null | undefined };

/** A feature with whether it is on, and for which share of the users. */
export function FlagCard({ flag, row, versions }: Given) {
  const { label, summary, key, readers } = contractOfSetting(`flags.${flag}`);
  const last = lastChangeOf(`flags.${flag}`, versions);
  const state = flagState.safeParse(row?.value).data;
  return (
    <article aria-label={label} className="grid content-start gap-4 rounded-card border border-line bg-surface p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-semibold">{label}</h3>
          <code className="text-xs text-ink-faint [overflow-wrap:anywhere]">{key}</code>
        </div>
        <Badge tone={state?.enabled ? "good" : "none"}>{state ? valueWords(state) : "– not known"}</Badge>
      </div>
      <p className="text-sm text-ink-soft">
        {summary} Followed by {readers.join(", ")}.
      </p>
      {state ? (
        <FlagForm flag={flag} state={state} label={label} />
      ) : (
        <p className="text-sm text-ink-soft">system, which keeps the settings, has not answered yet.</p>
      )}
      <p className="text-sm text-ink-faint">
        {!row?.set && "As deployed"}
        {row?.set && !last && "Set by an operator"}
        {row?.set && last && (
          <>
            Set by <Person id={last.author} />, <Ago at={last.at} />
          </>
        )}
      </p>
    </article>
  );
}

function FlagForm({ flag, state, label }: { flag: FlagName; state: FlagState; label: string }) {
  const [draft, setDraft] = useState<FlagState>();
  const wanted = draft ?? state;
  const changed = !isSame(wanted, state);
  return (
    <>
      <Choice
        label="Feature"
        value={wanted.enabled ? "on" : "off"}
        choices={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        onChange={(next) => setDraft({ ...wanted, enabled: next === "on" })}
      />
      <RangeSlider
        label="Share of the users"
        told={`${wanted.percent} %`}
        thumbs={["percent"]}
        min={0}
        max={100}
        value={[wanted.percent]}
        onChange={([percent = wanted.percent]) => setDraft({ ...wanted, percent })}
      />
      <div className="flex min-h-7 items-center">
        {changed ? (
          <ChangeView before={state} after={wanted} />
        ) : (
          <span className="text-sm text-ink-faint">Nothing is changed.</span>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <ActionButton
          action="config.set_flag"
          payload={{ flag, ...wanted }}
          subject={label}
          kind="primary"
          unless={changed ? undefined : "Nothing is changed."}
          undo={{ action: "config.set_flag", payload: { flag, ...state } }}
          onDone={() => setDraft(undefined)}
        />
        <Button size="small" disabled={!changed} onClick={() => setDraft(undefined)}>
          Discard
        </Button>
        <ActionButton
          action="config.reset"
          payload={{ key: `flags.${flag}` }}
          subject={label}
          kind="quiet"
          onDone={() => setDraft(undefined)}
          undo={{ action: "config.set_flag", payload: { flag, ...state } }}
        />
      </div>
    </>
  );
}
