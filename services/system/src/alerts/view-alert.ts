import type { AlertState } from "@agentos/contracts/alerts/rules";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { Alert } from "./tables.ts";

/** An alert as it is told. */
export function viewAlert(alert: Alert): RowOf<"alerts"> {
  const { times: _times, raised_at, acknowledged_at, cleared_at, ...rest } = alert;
  return {
    ...rest,
    state: stateOf(alert),
    raised_at: raised_at.toISOString(),
    acknowledged_at: acknowledged_at?.toISOString() ?? null,
    cleared_at: cleared_at?.toISOString() ?? null,
  };
}

function stateOf({ cleared_at, acknowledged_at }: Alert): AlertState {
  if (cleared_at) return "cleared";
  return acknowledged_at ? "acknowledged" : "open";
}
