import { roles } from "@agentos/contracts/roles";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { has } from "../../actions/may-run.ts";
import { useStaff } from "../../data/staff.ts";
import { FactList } from "./fact-list.tsx";
import { LockedAccounts } from "./locked-accounts.tsx";
import { Card, Section } from "./section.tsx";
import { useSystem } from "./use-system.ts";

/** Who is locked out, and how to let them in again. */
export function Accounts() {
  const accounts = useSystem("accounts");
  const { user } = useStaff();
  return (
    <Section
      id="accounts"
      title="Accounts and limits"
      aside={
        <>
          <ActionButton action="system.unlock_account" label="Unlock an account or address…" />
          <ActionButton action="system.reset_rate_limit" label="Reset limits…" />
        </>
      }
    >
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <Card title="Accounts">
          <FactList
            facts={[
              { label: "All", value: accounts && accounts.total },
              ...roles.map((role) => ({ label: role, value: accounts && (accounts.by_role[role] ?? 0) })),
              { label: "Disabled", value: accounts && accounts.disabled },
              { label: "Locked out now", value: accounts && accounts.locked },
            ]}
          />
          <Link href="/configuration/users" className="text-sm underline decoration-edge underline-offset-3">
            All users
          </Link>
        </Card>
        <Card title="Locked out">
          {has("USER_MANAGE", user) ? (
            <LockedAccounts locked={accounts?.locked} />
          ) : (
            <p className="text-sm text-ink-soft">Who they are is told to those alone who may manage accounts.</p>
          )}
        </Card>
      </div>
    </Section>
  );
}
