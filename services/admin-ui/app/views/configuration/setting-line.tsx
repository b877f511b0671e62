import type { SettingKey } from "@agentos/contracts/settings/settings";
import { Ago } from "@agentos/ui/parts/ago";
import { Badge } from "@agentos/ui/parts/badge";
import { memo } from "react";
import { Person } from "../../parts/person.tsx";
import type { SettingRow, VersionLine } from "./drafts.ts";
import { contractOfSetting } from "./setting-groups.ts";
import { valueWords } from "./value-words.ts";

type Given = {
  settingKey: SettingKey;
  /** Undefined where nobody has told of it yet. */
  row: SettingRow | undefined;
  lastChange: VersionLine | undefined;
  unsaved: boolean;
  onOpen: (key: SettingKey) => void;
};

/** A setting with what holds, what was deployed, and who has set it. */
export const SettingLine = memo(function SettingLine({ settingKey, row, lastChange, unsaved, onOpen }: Given) {
  const contract = contractOfSetting(settingKey);
  return (
    <li className="relative grid min-h-20 gap-x-6 gap-y-1 px-4 py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_minmax(0,17rem)]">
      <div className="min-w-0">
        <button
          type="button"
          data-setting={settingKey}
          onClick={() => onOpen(settingKey)}
          className="max-w-full text-start font-medium after:absolute after:inset-0"
        >
          {contract.label}
        </button>{" "}
        <code className="text-xs text-ink-faint [overflow-wrap:anywhere]">{settingKey}</code>
        <p className="text-sm text-ink-soft">{contract.summary}</p>
      </div>
      <div className="min-w-0 text-sm sm:text-end">
        <p className="font-medium tabular-nums [overflow-wrap:anywhere]" data-value>
          {row ? valueWords(row.value, contract) : <span title="system has not answered yet">–</span>}
        </p>
        <p className="text-ink-faint">{row?.set ? `Deployed: ${valueWords(row.deployed, contract)}` : "As deployed"}</p>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-faint sm:justify-end">
          {unsaved && <Badge tone="warn">Not saved</Badge>}
          {row?.set && (lastChange ? <SetBy {...lastChange} /> : "Set by an operator")}
        </p>
      </div>
    </li>
  );
});

function SetBy({ author, at }: Pick<VersionLine, "author" | "at">) {
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      Set by <Person id={author} />, <Ago at={at} />
    </span>
  );
}
