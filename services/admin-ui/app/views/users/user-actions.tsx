import type { ReactNode } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useStaff } from "../../data/staff.ts";
import type { UserRow } from "./standing.ts";

/** Everything that can be done to an account as a whole. */
export function UserActions({ user }: { user: UserRow }) {
  const me = useStaff().user.id === user.id;
  const on = { payload: { user_id: user.id }, subject: user.email } as const;
  const disabled = user.status === "disabled";
  return (
    <div className="grid grid-cols-1 gap-5">
      <Group title="Signing in">
        <ActionButton
          action="system.unlock_account"
          payload={{ ...on.payload, ip: undefined }}
          subject={user.email}
          unless={user.locked_until ? undefined : "It is not locked."}
        />
        <ActionButton action="user.revoke_sessions" {...on} />
        <ActionButton action="user.reset_password" {...on} />
        {disabled ? (
          <ActionButton action="user.enable" {...on} />
        ) : (
          <ActionButton
            action="user.disable"
            {...on}
            kind="danger"
            unless={me ? "This is your own account: you would lock yourself out." : undefined}
          />
        )}
      </Group>
      <Group title="What is kept of this person">
        <ActionButton action="audit.erase_subject" {...on} kind="danger" />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
