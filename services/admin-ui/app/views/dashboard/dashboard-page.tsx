import { ViewPage } from "../../shell/view-page.tsx";
import { AlertsPanel } from "./alerts-panel.tsx";
import { BreakersPanel } from "./breakers-panel.tsx";
import { CurrencyPanel } from "./currency-panel.tsx";
import { HeadlineTiles } from "./headline-tiles.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { QueuesPanel } from "./queues-panel.tsx";
import { QuickActions } from "./quick-actions.tsx";
import { RecentJobs } from "./recent-jobs.tsx";

/** Health at a glance. Each part reads for itself, so that an event draws no more than what it changes. */
export function DashboardPage() {
  return (
    <ViewPage>
      <HeadlineTiles />
      <QuickActions />
      <AlertsPanel />
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
        <RecentJobs />
        <QueuesPanel />
        <HealthPanel />
        <BreakersPanel />
      </div>
      <CurrencyPanel />
    </ViewPage>
  );
}
