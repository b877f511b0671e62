import { settings } from "@agentos/contracts/settings/settings";
import { Badge } from "@agentos/ui/parts/badge";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useMemo } from "react";
import type { useConfig } from "./use-config.ts";

type Config = ReturnType<typeof useConfig>;
type Follower = NonNullable<Config["followers"]>[number] & { current: number };

const columns: readonly Column<Follower>[] = [
  { id: "service", header: "Service", width: "1fr", cell: ({ service }) => service },
  {
    id: "settings",
    header: "Follows",
    width: 130,
    align: "end",
    hideBelow: "sm",
    cell: ({ service }) => `${settingsOf(service)} settings`,
  },
  { id: "instances", header: "Instances", width: 90, align: "end", cell: ({ instances }) => instances },
  {
    id: "version",
    header: "In force",
    width: 90,
    align: "end",
    cell: ({ version }) => version ?? <span title="None of its instances has told yet">–</span>,
  },
  {
    id: "state",
    header: "State",
    width: 110,
    cell: ({ version, current }) =>
      version === current ? <Badge tone="good">Up to date</Badge> : <Badge tone="warn">Behind</Badge>,
  },
];

const getRowId = ({ service }: Follower): string => service;

/** Which services have which version in force. */
export function FollowersTab({ config }: { config: Config }) {
  const { followers, version } = config;
  const rows = useMemo(() => followers?.map((one) => ({ ...one, current: version ?? 0 })), [followers, version]);
  return (
    <section aria-label="In force" className="grid grid-cols-1 gap-3">
      <p className="text-sm text-ink-soft">
        Each service takes a new version over within a second. Of several instances, the oldest version counts.
      </p>
      <DataTable
        label="Services that follow the configuration"
        columns={columns}
        rows={rows}
        getRowId={getRowId}
        loading={config.loading && rows === undefined}
        empty={
          followers === null
            ? "system has not answered yet: which services follow is not known."
            : "No service follows the configuration at present."
        }
      />
    </section>
  );
}

function settingsOf(service: string): number {
  return settings.filter(({ readers }) => (readers as readonly string[]).includes(service)).length;
}
