import type { WorkerView } from "@agentos/contracts/api/agents";
import type { WorkerRow } from "../db/tables.ts";
import { healthOf, type Health } from "../domain/health.ts";
import { performanceOf } from "../domain/performance.ts";

/** A worker's health by its last report; `now` by the database's clock. */
export function healthOfWorker({ offline_reason, last_seen_at, report }: WorkerRow, now: Date): Health {
  return healthOf({
    online: offline_reason === null,
    silentSeconds: Math.max(0, now.getTime() - last_seen_at.getTime()) / 1000,
    ready: report.ready,
    figures: report.figures,
    runningTasks: report.tasks.length,
  });
}

/** What people see of a worker. One that is offline runs nothing. */
export function viewWorker(worker: WorkerRow, now: Date): WorkerView {
  const { report, offline_reason } = worker;
  const online = offline_reason === null;
  return {
    worker_id: worker.worker_id,
    agent: worker.agent,
    slot: worker.slot,
    pid: worker.pid,
    state: online ? "online" : "offline",
    offline_reason,
    ready: online && report.ready,
    taking: online && report.taking,
    paused: worker.paused,
    draining: worker.draining,
    concurrency: report.concurrency,
    tasks: online ? report.tasks : [],
    figures: report.figures,
    health: healthOfWorker(worker, now),
    performance: performanceOf(report.figures),
    self_test: report.self_test,
    version: worker.version,
    started_at: worker.started_at.toISOString(),
    last_seen_at: worker.last_seen_at.toISOString(),
  };
}
