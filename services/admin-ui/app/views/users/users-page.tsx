import { ActionButton } from "../../actions/action-button.tsx";
import { has } from "../../actions/may-run.ts";
import { useStaff } from "../../data/staff.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { AccountFigures } from "./account-figures.tsx";
import { UserList } from "./user-list.tsx";

/** Accounts: who may sign in, what each may do, and what can be done about it. */
export function UsersPage() {
  const { user } = useStaff();
  return (
    <ViewPage aside={<ActionButton action="user.create" kind="primary" />}>
      <AccountFigures />
      {has("USER_MANAGE", user) ? (
        <UserList />
      ) : (
        <p className="rounded-card border border-dashed border-edge p-6 text-center text-ink-soft">
          Who has an account is seen with the permission USER_MANAGE alone, which this account does not have.
        </p>
      )}
    </ViewPage>
  );
}
