import { ViewPage } from "../../shell/view-page.tsx";

/** Jobs and queues. */
export function JobsPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Jobs.</p>
    </ViewPage>
  );
}
