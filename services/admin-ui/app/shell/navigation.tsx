import { Logo } from "@agentos/ui/parts/logo";
import { Link, useLocation } from "wouter";
import { useStaff } from "../data/staff.ts";
import { has } from "../actions/may-run.ts";
import { places } from "./places.ts";

/** Where one can go. `onGone`: is called when one goes. */
export function Navigation({ className = "", onGone }: { className?: string; onGone?: () => void }) {
  const [here] = useLocation();
  const { user } = useStaff();
  const shown = places.filter(({ view }) => view !== "accounts" || has("USER_MANAGE", user));
  return (
    <nav aria-label="Main" className={`flex flex-col gap-6 overflow-y-auto bg-sunken/60 p-4 ${className}`}>
      <Link href="/" aria-label="AgentOS, dashboard" className="rounded-md px-2 pt-1" onClick={onGone}>
        <Logo />
      </Link>
      <ul className="grid gap-0.5">
        {shown.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Link
              href={path}
              onClick={onGone}
              aria-current={here === path ? "page" : undefined}
              className="flex items-center gap-3 rounded-control px-3 py-2 text-sm font-medium text-ink-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:shadow-[inset_3px_0_0_var(--marker-deep)]"
            >
              <Icon size={18} aria-hidden className="shrink-0" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
