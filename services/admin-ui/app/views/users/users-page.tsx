import { ViewPage } from "../../shell/view-page.tsx";

/** Accounts. */
export function UsersPage() {
  return (
    <ViewPage>
      <p className="text-ink-soft">Users.</p>
    </ViewPage>
  );
}
