import { ViewPage } from "../../shell/view-page.tsx";

/** Settings. */
export function ConfigurationPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Configuration.</p>
    </ViewPage>
  );
}
