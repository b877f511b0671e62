import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import type { ManagerRow } from "./tables.ts";

type Signs = Pick<ManagerRow, "enabled" | "consecutive_failures"> & {
  is_paused: boolean;
  is_led_by: string | null;
  is_running: boolean;
};

/** What a manager's row says of it in one word. */
export function stateOf({
  enabled,
  is_led_by,
  is_running,
  is_paused,
  consecutive_failures,
}: Signs): ManagerView["state"] {
  if (!enabled) return "stopped";
  if (is_led_by === null) return "leaderless";
  if (is_running) return "running";
  if (is_paused) return "paused";
  return consecutive_failures > 0 ? "failing" : "waiting";
}
