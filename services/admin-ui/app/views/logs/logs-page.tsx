import { Tabs } from "@agentos/ui/parts/tabs";
import { z } from "zod";
import { useFilters } from "../../data/use-filters.ts";
import { useSection } from "../../data/use-section.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { ArchivesTab } from "./archives-tab.tsx";
import { HappeningsTab } from "./happenings/happenings-tab.tsx";
import { LevelsTab } from "./levels-tab.tsx";
import { LinesTab } from "./lines/lines-tab.tsx";
import { LogAlertsTab } from "./log-alerts-tab.tsx";

const parts = {
  lines: { label: "Lines", Part: LinesTab },
  happenings: { label: "What happened", Part: HappeningsTab },
  levels: { label: "Levels", Part: LevelsTab },
  alerts: { label: "Alerts", Part: LogAlertsTab },
  archives: { label: "Archives", Part: ArchivesTab },
} as const;
const names = Object.keys(parts) as [keyof typeof parts, ...(keyof typeof parts)[]];
const address = z.object({ tab: z.enum(names).optional() });

/** What services log. */
export function LogsPage() {
  const [{ tab = "lines" }] = useFilters(address);
  const { value } = useSection("logs");
  const notes = {
    alerts: value?.log_alerts?.length || undefined,
    levels: value?.levels?.length ? `${value.levels.length} set` : undefined,
  };
  const tabs = names.map((id) => ({
    id,
    label: parts[id].label,
    href: id === "lines" ? "/logs" : `/logs?tab=${id}`,
    note: id === "alerts" || id === "levels" ? notes[id] : undefined,
  }));
  const { Part } = parts[tab];
  return (
    <ViewPage>
      <Tabs label="Parts of the logs" tabs={tabs} current={tab} />
      <Part />
    </ViewPage>
  );
}
