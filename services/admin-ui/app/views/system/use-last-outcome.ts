import type { ActionName } from "@agentos/contracts/actions/actions";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useRows } from "../../data/use-rows.ts";
import { useStaff } from "../../data/staff.ts";
import { outcomeOf, type LastOutcome } from "./last-outcome.ts";

/**
 * The latest time that anybody has had an action done, by the audit trail: it is there after a reload and for everybody. Undefined
 * while it is not known, null where it has never been done.
 */
export function useLastOutcome<Name extends ActionName>(action: Name): LastOutcome<Name> | null | undefined {
  const entry = useLatestEntry(action);
  return useMemo(() => entry && outcomeOf(action, entry), [action, entry]);
}

/** The entry of the audit trail that tells of that time. */
export function useLatestEntry(action: ActionName): RowOf<"audit"> | null | undefined {
  const { rows, source } = useRows("audit", { action, outcome: "done" }, 1);
  const told = useToldEntry(action);
  const seen = useRef(told);
  useEffect(() => {
    // Rows of the trail are read anew once a minute; whoever has just pressed the button waits for this one.
    if (seen.current !== told) source.refresh();
    seen.current = told;
  }, [told, source]);
  return rows && (rows[0] ?? null);
}

/** The id of the action's latest entry among those that the snapshot shows. */
function useToldEntry(action: ActionName): string | undefined {
  const view = useStaff().data.section("audit");
  return useSyncExternalStore(
    view.subscribe,
    () => view.getSnapshot().value?.entries?.find((entry) => entry.action === action && entry.outcome === "done")?.id,
  );
}
