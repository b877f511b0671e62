import type { WorkerStanding } from "@agentos/contracts/snapshot/parts/fleet";
import { heartbeats } from "@agentos/contracts/limits";
import type { WorkerRow } from "../db/tables.ts";
import { viewWorker } from "../routes/worker-view.ts";

/** Silence counts in steps of half an interval, of which the tiers of health are made. */
const silenceStepMs = (heartbeats.everySeconds / 2) * 1000;

/** A worker as it is told to those who are to hear of changes alone: the same with every heartbeat, as long as nothing happens. */
export function toldWorker(worker: WorkerRow, now: Date): WorkerRow {
  const silentMs = Math.max(0, now.getTime() - worker.last_seen_at.getTime());
  const steps = Math.floor(silentMs / silenceStepMs);
  return {
    ...worker,
    report: { ...worker.report, figures: worker.told },
    last_seen_at:
      worker.offline_reason === null ? new Date(now.getTime() - steps * silenceStepMs) : worker.last_seen_at,
  };
}

/** What the snapshot has of such a worker. */
export function standingOf(told: WorkerRow, now: Date): WorkerStanding {
  const { tasks, self_test, last_seen_at, ...view } = viewWorker(told, now);
  return {
    ...view,
    tasks: tasks.map(({ attempt_id, job_id, since }) => ({ attempt_id, job_id, since })),
    self_test,
    last_seen_at: view.state === "online" ? null : last_seen_at,
  };
}
