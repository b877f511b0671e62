import { ViewPage } from "../../shell/view-page.tsx";

/** Who did what, and why. */
export function AuditPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Audit.</p>
    </ViewPage>
  );
}
