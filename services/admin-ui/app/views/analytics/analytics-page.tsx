import { ViewPage } from "../../shell/view-page.tsx";

/** Figures over time. */
export function AnalyticsPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Analytics.</p>
    </ViewPage>
  );
}
