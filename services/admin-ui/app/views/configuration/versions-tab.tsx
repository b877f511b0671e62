import { settings, type SettingKey } from "@agentos/contracts/settings/settings";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { MomentFilter } from "@agentos/ui/filter/moment-filter";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { z } from "zod";
import { ActionButton } from "../../actions/action-button.tsx";
import { useFilters } from "../../data/use-filters.ts";
import { Person } from "../../parts/person.tsx";
import { configFilters } from "./config-filters.ts";
import { MadeBy } from "./made-by.tsx";
import { useVersionRows } from "./use-version-rows.ts";
import type { useConfig } from "./use-config.ts";
import { VersionDrawer } from "./version-drawer.tsx";

type Version = RowOf<"config_versions">;

const columns: readonly Column<Version>[] = [
  { id: "version", header: "Version", width: 80, cell: ({ version }) => <b className="font-medium">{version}</b> },
  { id: "at", header: "When", width: 130, cell: ({ at }) => <Ago at={at} /> },
  { id: "how", header: "How", width: 130, hideBelow: "md", cell: ({ action }) => <MadeBy action={action} /> },
  { id: "author", header: "By", width: "1fr", hideBelow: "sm", cell: ({ author }) => <Person id={author} /> },
  {
    id: "changes",
    header: "Changed",
    width: "2fr",
    cell: ({ changes }) => changes.map(({ key }) => key).join(", "),
  },
];

const settingChoices = settings.map(({ key, label }) => ({ value: key as SettingKey, label: `${label} (${key})` }));
const uuid = z.uuid();
const getRowId = ({ version }: Version): string => String(version);

/** Every version of the configuration, with who has made it and what it changed. */
export function VersionsTab({ config }: { config: ReturnType<typeof useConfig> }) {
  const [filters, change] = useFilters(configFilters);
  const { key, author, from, to, version: open } = filters;
  const { rows, source, page, pagination, shows, loading, error } = useVersionRows(
    { key, author, from, to },
    config.version,
    25,
  );
  const isFiltered = [key, author, from, to].some((one) => one !== undefined);
  return (
    <div className="grid grid-cols-1 gap-4">
      <FilterBar
        label="Versions"
        onClear={
          isFiltered ? () => change({ key: undefined, author: undefined, from: undefined, to: undefined }) : undefined
        }
      >
        <ChoiceFilter
          label="Setting"
          value={settingChoices.find(({ value }) => value === key)?.value}
          choices={settingChoices}
          onChange={(next) => change({ key: next }, { replace: true })}
        />
        <TextFilter
          label="By the account with the ID"
          value={author}
          problemOf={(text) => (uuid.safeParse(text).success ? undefined : "This is no ID of an account.")}
          onChange={(next) => change({ author: next }, { replace: true })}
        />
        <MomentFilter label="From" value={from} onChange={(next) => change({ from: next }, { replace: true })} />
        <MomentFilter label="Before" value={to} onChange={(next) => change({ to: next }, { replace: true })} />
      </FilterBar>
      {error && <Problem error={error} />}
      <DataTable
        label="Versions of the configuration"
        columns={columns}
        rows={rows}
        getRowId={getRowId}
        loading={loading}
        dim={shows === "previous"}
        shownKey={page}
        onOpen={({ version }) => change({ version })}
        empty={
          isFiltered
            ? "No version is like this. Clear the filters to see all of them."
            : "Operators have changed nothing yet. Each saved change will be a version here, to look at and to go back to."
        }
      />
      <CursorPages
        page={page}
        pagination={pagination}
        noun={["version", "versions"]}
        busy={shows === "previous"}
        onPrevious={() => source.previous()}
        onNext={() => source.next()}
      />
      <div>
        <ActionButton
          action="config.rollback"
          payload={{ version: 0 }}
          subject="everything as deployed"
          label="Back to everything as deployed"
          unless={config.settings?.some(({ set }) => set) ? undefined : "Everything is as it was deployed."}
        />
      </div>
      {open !== undefined && (
        <VersionDrawer
          version={open}
          rows={rows}
          current={config.version}
          onClose={() => change({ version: undefined })}
        />
      )}
    </div>
  );
}
