import { ViewPage } from "../../shell/view-page.tsx";

/** Agents and their workers. */
export function AgentsPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Agents.</p>
    </ViewPage>
  );
}
