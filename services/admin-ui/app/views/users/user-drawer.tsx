import { Ago } from "@agentos/ui/parts/ago";
import { Drawer } from "@agentos/ui/parts/drawer";
import { Problem } from "@agentos/ui/parts/problem";
import { Link } from "wouter";
import { useStaff } from "../../data/staff.ts";
import { AccountStatusLine } from "./account-status.tsx";
import { PermissionGrid } from "./permission-grid.tsx";
import { RoleChoice } from "./role-choice.tsx";
import type { UserRow } from "./standing.ts";
import { UserActions } from "./user-actions.tsx";
import { useUserRows } from "./use-user-rows.ts";

type Given = { id: string; onClose: () => void };

const linkClass = "underline decoration-edge underline-offset-3";

/** An account: how it stands, what it may do, and everything that can be done to it. */
export function UserDrawer({ id, onClose }: Given) {
  const { rows, error } = useUserRows({ search: id }, 1);
  const user = rows?.find((row) => row.id === id);
  return (
    <Drawer title={user?.email ?? "Account"} kind={id} onClose={onClose}>
      {error && !user && <Problem error={error} />}
      {!user && !error && (
        <p className="text-ink-soft">{rows ? "There is no account of this ID." : "Asking for the account…"}</p>
      )}
      {user && <Known key={user.id} user={user} />}
    </Drawer>
  );
}

function Known({ user }: { user: UserRow }) {
  const me = useStaff().user.id === user.id;
  return (
    <>
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)] [&_dt]:text-ink-soft">
        <dt>Status</dt>
        <dd>
          <AccountStatusLine {...user} />
        </dd>
        <dt>Made</dt>
        <dd>
          <Ago at={user.created_at} />
        </dd>
        <dt>Changed</dt>
        <dd>
          <Ago at={user.updated_at} /> (version {user.version})
        </dd>
        <dt>See also</dt>
        <dd className="flex flex-wrap gap-x-4 gap-y-1">
          <Link href={`/logs/audit?user_id=${user.id}`} className={linkClass}>
            What it did
          </Link>
          <Link href={`/jobs?user_id=${user.id}`} className={linkClass}>
            Its jobs
          </Link>
        </dd>
      </dl>
      {me && <p className="rounded-control bg-sunken p-3.5 text-sm">This is your own account.</p>}
      <RoleChoice user={user} />
      <UserActions user={user} />
      <PermissionGrid user={user} />
    </>
  );
}
