import { roles } from "@agentos/contracts/roles";
import { FigureTile } from "@agentos/ui/parts/figure-tile";
import { useSection } from "../../data/use-section.ts";

/** How many accounts there are, of which roles, and how many cannot be signed in to. */
export function AccountFigures() {
  const { value, loading } = useSection("system");
  const accounts = value?.accounts;
  const why = loading ? "Asking" : "identity has not answered yet";
  const byRole =
    accounts && roles.flatMap((role) => (accounts.by_role[role] ? [`${accounts.by_role[role]} ${role}`] : []));
  return (
    <section aria-label="Accounts" className="grid grid-cols-2 gap-3 max-sm:*:first:col-span-2 sm:grid-cols-3">
      <FigureTile label="Accounts" value={accounts?.total ?? null} why={why} detail={byRole?.join(", ")} />
      <FigureTile
        label="Locked"
        value={accounts?.locked ?? null}
        why={why}
        href="/configuration/users?status=locked"
        tone={accounts && accounts.locked > 0 ? "warn" : "none"}
        detail="After failed sign-ins"
      />
      <FigureTile
        label="Disabled"
        value={accounts?.disabled ?? null}
        why={why}
        href="/configuration/users?status=disabled"
        detail="Closed by an administrator"
      />
    </section>
  );
}
