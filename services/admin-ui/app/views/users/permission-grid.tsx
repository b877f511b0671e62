import { actions } from "@agentos/contracts/actions/actions";
import { permissions, type Permission } from "@agentos/contracts/permissions";
import { userSetPermission } from "@agentos/contracts/actions/user/set-permission";
import { Badge } from "@agentos/ui/parts/badge";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { scopeWords, standingOf, type PermissionStanding, type UserRow } from "./standing.ts";

const settings = userSetPermission.payload.shape.setting.options;
type Setting = PermissionStanding["setting"];

const buttons: Record<Setting, string> = { grant: "Grant", deny: "Deny", default: "Leave to the role" };
const already: Record<Setting, string> = {
  grant: "It is granted already.",
  deny: "It is denied already.",
  default: "It is left to the role already.",
};
const told: Record<Setting, string> = { grant: "Granted", deny: "Denied", default: "–" };
const tones = { grant: "good", deny: "bad", default: "none" } as const;

/** What an account may do: by its role, by what was granted and denied to it, and what comes of both. */
export const PermissionGrid = memo(function PermissionGrid({ user }: { user: UserRow }) {
  return (
    <section aria-label="Permissions" className="grid grid-cols-1 gap-3">
      <h3 className="font-semibold">Permissions</h3>
      <p className="-mt-2 text-sm text-ink-soft">
        What is denied to an account is denied whatever its role says. A change binds on its very next request.
      </p>
      <ul className="divide-y divide-line rounded-card border border-line">
        {permissions.map((permission) => (
          <PermissionLine key={permission} permission={permission} user={user} />
        ))}
      </ul>
    </section>
  );
});

function PermissionLine({ permission, user }: { permission: Permission; user: UserRow }) {
  const standing = standingOf(permission, user);
  return (
    <li
      data-permission={permission}
      data-setting={standing.setting}
      className="grid gap-2 px-4 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-medium">{permission}</code>
          {standing.setting !== "default" && <Badge tone={tones[standing.setting]}>{told[standing.setting]}</Badge>}
        </p>
        <p className="text-ink-soft">{coverOf(permission)}</p>
        <p className="text-ink-faint">
          By the role {user.role}: {scopeWords(standing.byRole).toLowerCase()} · comes to:{" "}
          <strong className="font-medium text-ink">{scopeWords(standing.comesTo).toLowerCase()}</strong>
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {settings.map((setting) => (
          <ActionButton
            key={setting}
            action="user.set_permission"
            payload={{ user_id: user.id, permission, setting }}
            subject={user.email}
            label={buttons[setting]}
            kind={setting === "deny" ? "danger" : "plain"}
            unless={setting === standing.setting ? already[setting] : undefined}
            undo={{
              action: "user.set_permission",
              payload: { user_id: user.id, permission, setting: standing.setting },
            }}
          />
        ))}
      </div>
    </li>
  );
}

/** What a permission is for: the actions that need it. */
function coverOf(permission: Permission): string {
  if (permission === "ADMIN") return "Everything, whatever else is set";
  const covered = actions.filter((action) => action.permission === permission).map(({ name }) => name);
  return covered.length <= 4 ? covered.join(", ") : `${covered.slice(0, 3).join(", ")} and ${covered.length - 3} more`;
}
