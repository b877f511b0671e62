import { ViewPage } from "../../shell/view-page.tsx";

/** Services, and what keeps them well. */
export function SystemPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">System.</p>
    </ViewPage>
  );
}
