import { Ago } from "@agentos/ui/parts/ago";
import { useEffect } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useRows } from "../../data/use-rows.ts";

const shown = 20;

/** The accounts that failed sign-ins have locked out; `locked`: how many there are by the snapshot. */
export function LockedAccounts({ locked }: { locked: number | undefined }) {
  const { rows, source, error } = useRows("users", { status: "locked" }, shown);
  useEffect(() => {
    // Rows of accounts are read anew once a minute; a lock that has just come or gone is not waited for.
    if (locked !== undefined) source.refresh();
  }, [locked, source]);
  if (error && !rows) return <p className="text-sm text-bad">{error.message}</p>;
  if (!rows) return <div className="placeholder h-10" />;
  if (rows.length === 0) {
    return <p className="text-sm text-ink-soft">Nobody is. Who fails to sign in too often is listed here.</p>;
  }
  return (
    <ul className="grid gap-2 text-sm">
      {rows.map(({ id, email, locked_until: until }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {email}{" "}
            {until && (
              <span className="text-ink-soft">
                until <Ago at={until} />
              </span>
            )}
          </span>
          <span className="flex gap-1.5">
            <ActionButton action="system.unlock_account" payload={{ user_id: id, ip: undefined }} subject={email} />
            <ActionButton
              action="system.reset_rate_limit"
              payload={{ user_id: id, ip: undefined }}
              subject={email}
              kind="quiet"
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
