import { Ago } from "@agentos/ui/parts/ago";
import { Link } from "wouter";
import { auditPath } from "../../actions/audit-path.ts";
import { Section } from "./section.tsx";
import { OpenAction } from "./under-way.tsx";
import { useSystem } from "./use-system.ts";

/** What is being done to the system now, and what could not be done. */
export function RecentActions() {
  const actions = useSystem("actions");
  const hour = actions?.last_hour;
  return (
    <Section
      id="actions"
      title="Actions"
      about={hour ? `In the last hour ${hour.done} done, ${hour.failed} failed, ${hour.open} open.` : "\u00a0"}
    >
      <div className="grid grid-cols-1 content-start gap-3">
        {actions?.oldest_open.map((open) => (
          <OpenAction key={open.action_id} open={open} />
        ))}
        {actions && actions.open > actions.oldest_open.length && (
          <p className="text-sm text-ink-soft">and {actions.open - actions.oldest_open.length} more under way</p>
        )}
        {actions?.open === 0 && <p className="text-sm text-ink-soft">None is under way.</p>}
        {actions === null && (
          <p className="text-sm text-ink-soft">The dispatcher of actions has not answered yet: nothing is known.</p>
        )}
        {actions && actions.latest_failures.length > 0 && (
          <>
            <h3 className="mt-1 text-sm font-semibold">The latest that failed</h3>
            <ul className="grid gap-1.5 text-sm">
              {actions.latest_failures.map((failure) => (
                <li key={failure.action_id} className="flex min-w-0 items-baseline justify-between gap-3">
                  <Link
                    href={auditPath(failure.action_id)}
                    className="min-w-0 truncate underline decoration-edge underline-offset-3"
                  >
                    {failure.action}
                  </Link>
                  <span className="min-w-0 truncate text-bad">{failure.error_code}</span>
                  <Ago at={failure.finished_at} className="ms-auto shrink-0 text-ink-soft" />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Section>
  );
}
