import type { ActionName, DryRunnable, InputOf } from "@agentos/contracts/actions/actions";
import type { ApiError } from "@agentos/client/api-error";
import { Facts } from "@agentos/ui/parts/facts";
import { Problem } from "@agentos/ui/parts/problem";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useStaff } from "../data/staff.ts";

/** A reason that is long enough for actions that must have one: nothing is carried out, so that nothing has to be justified. */
const whileTyping = "What would change";

type Given = { action: ActionName; payload: unknown; reason: string };

/** What the action would change if it were carried out now: asked of the server, which changes nothing. */
export function DryRun({ action, payload, reason }: Given) {
  const { actions } = useStaff();
  const asked = useDeferredValue(JSON.stringify(payload));
  const would = useQuery<unknown, ApiError>({
    queryKey: ["dry-run", action, asked],
    queryFn: ({ signal }) =>
      actions.dryRun(action as DryRunnable, JSON.parse(asked) as InputOf<DryRunnable>, {
        reason: reason.trim().length >= 3 ? reason.trim() : whileTyping,
        signal,
      }),
    gcTime: 0,
  });
  return (
    <section
      aria-label="What would change"
      aria-busy={would.isFetching}
      className="grid gap-2 rounded-control bg-sunken p-3.5"
    >
      <h3 className="text-sm font-semibold">What would change</h3>
      {would.error && <Problem error={would.error} />}
      {would.isPending && !would.error && <p className="text-sm text-ink-soft">Asking…</p>}
      {would.data !== undefined && (
        <div className="text-sm">
          <Facts value={would.data} />
        </div>
      )}
    </section>
  );
}
