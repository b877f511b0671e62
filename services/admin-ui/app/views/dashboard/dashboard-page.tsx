import { useSection } from "../../data/use-section.ts";
import { ViewPage } from "../../shell/view-page.tsx";

/** Health at a glance. */
export function DashboardPage() {
  const { value } = useSection("dashboard");
  return (
    <ViewPage>
      <p>{value?.jobs.queued ?? "–"} waiting</p>
    </ViewPage>
  );
}
