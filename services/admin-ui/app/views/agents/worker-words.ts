import type { OfflineReason } from "@agentos/contracts/events/fleet";
import type { WorkerRow } from "./fleet-rows.ts";

export const offlineWords: Record<OfflineReason, string> = {
  silent: "It stopped to report",
  left: "It said that it ends",
  stopped: "It was ended by an action",
  replaced: "Another process took its place",
};

type Standing = Pick<WorkerRow, "state" | "offline_reason" | "paused" | "draining" | "taking" | "ready" | "tasks">;

/** What a worker does now, in a word or two. */
export function doingWords(worker: Standing): string {
  if (worker.state === "offline") return worker.offline_reason ? offlineWords[worker.offline_reason] : "Offline";
  if (worker.draining) return "Draining";
  if (worker.paused) return "Paused";
  if (!worker.ready) return "Not ready";
  if (!worker.taking) return "Its agent is stopped";
  return worker.tasks.length > 0 ? "Working" : "Waiting for work";
}

type WorkerAction = "worker.pause" | "worker.resume" | "worker.drain" | "worker.forget" | "worker.set_concurrency";

const offline = "It is offline.";

/** Why an action on a worker makes no sense as it stands; what is not here always does. */
const whys: Record<WorkerAction, (worker: Standing) => string | undefined> = {
  "worker.pause": (worker) => {
    if (worker.state === "offline") return offline;
    return worker.paused ? "It is paused already." : undefined;
  },
  "worker.resume": (worker) => {
    if (worker.state === "offline") return offline;
    return worker.paused ? undefined : "It is not paused.";
  },
  "worker.drain": (worker) => {
    if (worker.state === "offline") return offline;
    return worker.draining ? "It is drained already." : undefined;
  },
  "worker.forget": (worker) =>
    worker.state === "offline" ? undefined : "It still reports: only offline workers can be forgotten.",
  "worker.set_concurrency": (worker) => (worker.state === "offline" ? offline : undefined),
};

export function whyNotWorker(action: WorkerAction, worker: Standing): string | undefined {
  return whys[action](worker);
}

/** Attempts an hour since a worker has started; null before it has run for a minute, when that would say nothing. */
export function perHour(done: number, startedAt: string, now: number = Date.now()): number | null {
  const hours = (now - Date.parse(startedAt)) / 3_600_000;
  return hours >= 1 / 60 ? done / hours : null;
}
