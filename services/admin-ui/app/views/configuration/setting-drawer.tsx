import type { SettingKey } from "@agentos/contracts/settings/settings";
import { Drawer } from "@agentos/ui/parts/drawer";
import { Ago } from "@agentos/ui/parts/ago";
import { ActionButton } from "../../actions/action-button.tsx";
import { Person } from "../../parts/person.tsx";
import { lastChangeOf, type SettingRow } from "./drafts.ts";
import { contractOfSetting } from "./setting-groups.ts";
import { SettingForm } from "./setting-form.tsx";
import { SettingHistory } from "./setting-history.tsx";
import type { Drafts, useConfig } from "./use-config.ts";
import { valueWords } from "./value-words.ts";

type Given = {
  settingKey: SettingKey;
  config: ReturnType<typeof useConfig>;
  drafts: Drafts;
  onClose: () => void;
};

/** A setting: what holds and why, its form, and everything that it was before. */
export function SettingDrawer({ settingKey, config, drafts, onClose }: Given) {
  const contract = contractOfSetting(settingKey);
  const row = config.settings?.find(({ key }) => key === settingKey);
  return (
    <Drawer title={contract.label} kind={settingKey} onClose={onClose}>
      {row && config.settings && typeof config.version === "number" ? (
        <>
          <SettingForm
            key={settingKey}
            row={row}
            rows={config.settings}
            version={config.version}
            versions={config.versions ?? []}
            drafts={drafts}
          />
          <Standing row={row} config={config} />
        </>
      ) : (
        <p className="text-ink-soft">
          {config.loading ? "Asking what holds…" : "system, which keeps the settings, has not answered yet."}
        </p>
      )}
      <SettingHistory settingKey={settingKey} version={config.version} />
    </Drawer>
  );
}

function Standing({ row, config }: { row: SettingRow; config: Given["config"] }) {
  const contract = contractOfSetting(row.key);
  const last = lastChangeOf(row.key, config.versions);
  const version = config.version ?? 0;
  return (
    <section aria-label="What holds" className="grid gap-3 rounded-card border border-line p-4 text-sm">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)] [&_dt]:text-ink-soft">
        <dt>In force</dt>
        <dd className="font-medium [overflow-wrap:anywhere]">{valueWords(row.value, contract)}</dd>
        <dt>As deployed</dt>
        <dd className="[overflow-wrap:anywhere]">{valueWords(row.deployed, contract)}</dd>
        <dt>Set by</dt>
        <dd>
          {!row.set && "Nobody: it is as it was deployed"}
          {row.set && !last && "An operator, longer ago; see below"}
          {row.set && last && (
            <>
              <Person id={last.author} />, <Ago at={last.at} />
            </>
          )}
        </dd>
        <dt>Followed by</dt>
        <dd>
          {contract.readers.length > 6 ? "All services" : contract.readers.join(", ")}
          {behindOf(contract.readers, config) && ` – not yet by ${behindOf(contract.readers, config)}`}
        </dd>
      </dl>
      <div>
        <ActionButton
          action="config.reset"
          payload={{ key: row.key }}
          subject={contract.label}
          label={`Reset to ${valueWords(row.deployed, contract)}`}
          unless={row.set ? undefined : "It is as it was deployed."}
          undo={{
            action: "config.update",
            payload: { key: row.key, value: row.value, expected_version: version + 1 },
          }}
        />
      </div>
    </section>
  );
}

/** Which of its services have an earlier version in force. */
function behindOf(readers: readonly string[], { followers, version }: Given["config"]): string {
  const behind = followers?.filter((one) => readers.includes(one.service) && one.version !== version) ?? [];
  return behind.map(({ service }) => service).join(", ");
}
