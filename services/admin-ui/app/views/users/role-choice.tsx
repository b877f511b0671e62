import { roles, type Role } from "@agentos/contracts/roles";
import { permissions, scopeOf } from "@agentos/contracts/permissions";
import { Choice } from "@agentos/ui/parts/choice";
import { useState } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import type { UserRow } from "./standing.ts";

const choices = roles.map((role) => ({ value: role, label: role }));

/** The role of an account, and what another one would give and take. */
export function RoleChoice({ user }: { user: UserRow }) {
  const [wanted, setWanted] = useState<Role>();
  const role = wanted ?? user.role;
  const { gained, lost } = differenceOf(user.role, role);
  return (
    <section aria-label="Role" className="grid gap-3">
      <Choice label="Role" value={role} choices={choices} onChange={setWanted} />
      <p className="min-h-5 text-sm text-ink-soft">
        {role === user.role
          ? "What it has at present."
          : [gained && `Gains ${gained}.`, lost && `Loses ${lost}.`].filter(Boolean).join(" ") ||
            "Its permissions stay the same."}
      </p>
      <div>
        <ActionButton
          action="user.set_role"
          payload={{ user_id: user.id, role }}
          subject={user.email}
          unless={role === user.role ? "It has this role already." : undefined}
          undo={{ action: "user.set_role", payload: { user_id: user.id, role: user.role } }}
          onDone={() => setWanted(undefined)}
        />
      </div>
    </section>
  );
}

function differenceOf(before: Role, after: Role): { gained: string; lost: string } {
  const has = (role: Role) => permissions.filter((one) => scopeOf(one, role) === "any");
  const [old, next] = [has(before), has(after)];
  return {
    gained: next.filter((one) => !old.includes(one)).join(", "),
    lost: old.filter((one) => !next.includes(one)).join(", "),
  };
}
