import { ViewPage } from "../../shell/view-page.tsx";

/** What services log. */
export function LogsPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Logs.</p>
    </ViewPage>
  );
}
