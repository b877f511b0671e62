import { Ago } from "@agentos/ui/parts/ago";
import { Badge } from "@agentos/ui/parts/badge";
import type { UserRow } from "./standing.ts";

const looks = {
  active: { tone: "good", label: "Active" },
  locked: { tone: "warn", label: "Locked" },
  disabled: { tone: "bad", label: "Disabled" },
} as const;

/** Whether an account can be signed in to. */
export function AccountStatus({ status }: Pick<UserRow, "status">) {
  const { tone, label } = looks[status];
  return <Badge tone={tone}>{label}</Badge>;
}

/** The same with since when, or until when. */
export function AccountStatusLine({ status, disabled_at: disabledAt, locked_until: lockedUntil }: UserRow) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <AccountStatus status={status} />
      {disabledAt && (
        <span className="text-ink-soft">
          <Ago at={disabledAt} />
        </span>
      )}
      {lockedUntil && (
        <span className="text-ink-soft">
          after failed sign-ins, ends <Ago at={lockedUntil} />
        </span>
      )}
    </span>
  );
}
