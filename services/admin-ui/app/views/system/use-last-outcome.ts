import type { ActionName } from "@agentos/contracts/actions/actions";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useRows } from "../../data/use-rows.ts";
import { useStaff } from "../../data/staff.ts";
import { outcomeOf, type LastOutcome } from "./last-outcome.ts";

/**
 * The latest time that anybody has had an action done, by the audit trail: it is there after a reload and for everybody. Undefined
 * while it is not known, null where it has never been done.
 */
export function useLastOutcome<Name extends ActionName>(action: Name): LastOutcome<Name> | null | undefined {
  const { rows, source } = useRows("audit", { action, outcome: "done" }, 1);
  const latest = useLatestEntry(action);
  const seen = useRef(latest);
  useEffect(() => {
    // Rows of the trail are read anew once a minute; whoever has just pressed the button waits for this one.
    if (seen.current !== latest) source.refresh();
    seen.current = latest;
  }, [latest, source]);
  const row = rows?.[0];
  return useMemo(() => (rows === undefined ? undefined : row ? outcomeOf(action, row) : null), [action, rows, row]);
}

/** The action's latest entry among those that the snapshot shows. */
function useLatestEntry(action: ActionName): string | undefined {
  const view = useStaff().data.section("audit");
  return useSyncExternalStore(
    view.subscribe,
    () => view.getSnapshot().value?.entries?.find((entry) => entry.action === action && entry.outcome === "done")?.id,
  );
}
