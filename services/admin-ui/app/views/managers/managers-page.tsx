import { ViewPage } from "../../shell/view-page.tsx";

/** Control loops. */
export function ManagersPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Managers.</p>
    </ViewPage>
  );
}
