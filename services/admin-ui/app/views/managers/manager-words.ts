import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import type { Tone } from "@agentos/ui/parts/badge";
import { formatDuration } from "@agentos/ui/format/time";
import type { ManagerRow } from "./manager-rows.ts";

type State = ManagerView["state"];

export const stateNames: Record<State, string> = {
  running: "Running",
  waiting: "Waiting",
  failing: "Failing",
  paused: "Paused",
  stopped: "Stopped",
  leaderless: "No leader",
};

export const stateTones: Record<State, Tone> = {
  running: "good",
  waiting: "good",
  failing: "bad",
  paused: "warn",
  stopped: "none",
  leaderless: "bad",
};

/** What a run has counted: `reaped 2, kept 0`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name.replaceAll("_", " ")} ${count.toLocaleString("en")}`)
    .join(", ");
}

/** How long a run took: by the millisecond below a second. */
export function tookText(ms: number): string {
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : formatDuration(ms / 1000);
}

/** `every 0.5 s`, `every 5 min`. */
export function intervalText(seconds: number): string {
  return seconds < 1 ? `${seconds} s` : formatDuration(seconds);
}

type ManagerAction =
  | "manager.start"
  | "manager.stop"
  | "manager.pause"
  | "manager.resume"
  | "manager.run_now"
  | "manager.failover";

type Standing = Pick<ManagerRow, "enabled" | "paused" | "essential" | "leader" | "instances">;

/** Why an action on a manager makes no sense as it stands; what is not here always does. */
const whys: Record<ManagerAction, (manager: Standing) => string | undefined> = {
  "manager.start": ({ enabled }) => (enabled ? "It is started." : undefined),
  "manager.stop": ({ enabled, essential }) => {
    if (essential) return "The system does not work without it: it can be restarted and run, not stopped.";
    return enabled ? undefined : "It is stopped already.";
  },
  "manager.pause": ({ paused }) => (paused ? "It is paused already." : undefined),
  "manager.resume": ({ paused }) => (paused ? undefined : "It is not paused."),
  "manager.run_now": ({ enabled, paused }) => {
    if (!enabled) return "It is stopped. Start it first.";
    return paused ? "It is paused. Resume it first." : undefined;
  },
  "manager.failover": ({ leader, instances }) => {
    if (leader === null) return "No copy leads it at the moment.";
    return instances.length < 2 ? "Only one copy of its service runs: there is no other to take the lead." : undefined;
  },
};

export function whyNotManager(action: ManagerAction, manager: Standing): string | undefined {
  return whys[action](manager);
}
