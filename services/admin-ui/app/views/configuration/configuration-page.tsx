import { Tabs } from "@agentos/ui/parts/tabs";
import { useFilters } from "../../data/use-filters.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { configFilters, type configTabs } from "./config-filters.ts";
import { ConfigSummary } from "./config-summary.tsx";
import { ExportButton } from "./export-button.tsx";
import { FlagsTab } from "./flags-tab.tsx";
import { FollowersTab } from "./followers-tab.tsx";
import { ImportButton } from "./import-button.tsx";
import { SettingDrawer } from "./setting-drawer.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { useConfig, useDrafts } from "./use-config.ts";
import { VersionsTab } from "./versions-tab.tsx";

const tabs: { id: (typeof configTabs)[number]; label: string; href: string }[] = [
  { id: "settings", label: "Settings", href: "/configuration" },
  { id: "flags", label: "Flags and secrets", href: "/configuration?tab=flags" },
  { id: "versions", label: "Versions", href: "/configuration?tab=versions" },
  { id: "followers", label: "In force", href: "/configuration?tab=followers" },
];

/** Everything that operators may set while all runs: what holds, since when, who has set it, and the way back. */
export function ConfigurationPage() {
  const [{ tab = "settings", setting }, change] = useFilters(configFilters);
  const config = useConfig();
  const drafts = useDrafts();
  return (
    <ViewPage
      aside={
        <>
          <ExportButton />
          <ImportButton config={config} />
        </>
      }
    >
      <ConfigSummary config={config} />
      <Tabs label="Parts of the configuration" tabs={tabs} current={tab} />
      {tab === "settings" && <SettingsTab config={config} drafts={drafts} />}
      {tab === "flags" && <FlagsTab config={config} />}
      {tab === "versions" && <VersionsTab config={config} />}
      {tab === "followers" && <FollowersTab config={config} />}
      {setting && (
        <SettingDrawer
          settingKey={setting}
          config={config}
          drafts={drafts}
          onClose={() => change({ setting: undefined })}
        />
      )}
    </ViewPage>
  );
}
