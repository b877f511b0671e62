import type { SettingKey } from "@agentos/contracts/settings/settings";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import { Choice } from "@agentos/ui/parts/choice";
import { useCallback, useMemo } from "react";
import { useFilters } from "../../data/use-filters.ts";
import { configFilters } from "./config-filters.ts";
import { lastChangeOf } from "./drafts.ts";
import { groupsMatching } from "./setting-groups.ts";
import { SettingLine } from "./setting-line.tsx";
import type { Drafts, useConfig } from "./use-config.ts";

type Given = { config: ReturnType<typeof useConfig>; drafts: Drafts };

/** All settings by what they are about, searched by words. */
export function SettingsTab({ config, drafts }: Given) {
  const [{ search = "", set = false }, change] = useFilters(configFilters);
  const rows = useMemo(() => new Map(config.settings?.map((row) => [row.key, row])), [config.settings]);
  const groups = groupsMatching(search, (key) => !set || (rows.get(key)?.set ?? false));
  const onOpen = useCallback((setting: SettingKey) => change({ setting }), [change]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <search aria-label="Settings" className="grid gap-3 sm:grid-cols-[minmax(0,24rem)_auto] sm:items-end">
        <TextFilter
          label="Search settings"
          placeholder="A name, a key, or a service that follows it"
          value={search || undefined}
          onChange={(next) => change({ search: next }, { replace: true })}
        />
        <Choice
          label="Show"
          value={set ? "set" : "all"}
          choices={[
            { value: "all", label: "All" },
            { value: "set", label: `Set by operators${config.settings ? ` (${setCount(rows)})` : ""}` },
          ]}
          onChange={(next) => change({ set: next === "set" || undefined }, { replace: true })}
        />
      </search>
      {groups.length === 0 && <Nothing search={search} />}
      {groups.map(({ title, keys }) => (
        <section key={title} aria-label={title} className="grid grid-cols-1 gap-2">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
            {keys.map((key) => (
              <SettingLine
                key={key}
                settingKey={key}
                row={rows.get(key)}
                lastChange={lastChangeOf(key, config.versions)}
                unsaved={drafts.of(key) !== undefined}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function setCount(rows: ReadonlyMap<string, { set: boolean }>): number {
  return [...rows.values()].filter(({ set }) => set).length;
}

function Nothing({ search }: { search: string }) {
  return (
    <p className="rounded-card border border-dashed border-edge p-6 text-center text-ink-soft">
      {search
        ? `No setting has “${search}” in its name, key, description or among the services that follow it.`
        : "Operators have set nothing: everything is as it was deployed. Open a setting among all of them to change it."}
    </p>
  );
}
