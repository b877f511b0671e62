import { Ago } from "@agentos/ui/parts/ago";
import { Button } from "@agentos/ui/parts/button";
import { Person } from "../../parts/person.tsx";
import { ChangeView } from "./change-view.tsx";
import { groundOf, lastChangeOf, type Draft, type SettingRow, type VersionLine } from "./drafts.ts";
import { contractOfSetting } from "./setting-groups.ts";
import { valueWords } from "./value-words.ts";

type Given = {
  row: SettingRow;
  draft: Draft;
  version: number;
  versions: readonly VersionLine[];
  /** What was typed is to hold. */
  onKeep: () => void;
  /** What others have set is to hold. */
  onTake: () => void;
};

/** What others have changed while somebody typed: nothing of what was typed is lost. */
export function GroundNotice({ row, draft, version, versions, onKeep, onTake }: Given) {
  const contract = contractOfSetting(row.key);
  if (groundOf(draft, version, row) === "moved") return <Moved draft={draft} version={version} versions={versions} />;
  const by = lastChangeOf(row.key, versions);
  return (
    <div role="alert" className="grid gap-3 rounded-control bg-warn-wash p-3.5 text-sm">
      <p>
        {by ? (
          <>
            <Person id={by.author} /> changed this setting <Ago at={by.at} />
          </>
        ) : (
          "Somebody changed this setting"
        )}
        , after you began. What you typed is kept.
      </p>
      <ChangeView before={draft.base.value} after={row.value} contract={contract} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onKeep}>
          Keep mine: {valueWords(draft.value, contract)}
        </Button>
        <Button size="small" onClick={onTake}>
          Take theirs: {valueWords(row.value, contract)}
        </Button>
      </div>
    </div>
  );
}

function Moved({ draft, version, versions }: Pick<Given, "draft" | "version" | "versions">) {
  const others = new Set(versions.filter((one) => one.version > draft.base.version).flatMap(({ changed }) => changed));
  const named = [...others].slice(0, 5).join(", ");
  return (
    <output className="block rounded-control bg-sunken p-3.5 text-sm text-ink-soft">
      Meanwhile version {version} changed other settings{named && `: ${named}`}
      {others.size > 5 && " and more"}. Saving puts yours on top of it.
    </output>
  );
}
