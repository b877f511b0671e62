import type { Fleet, HistoryPoint } from "../db/read-fleet.ts";
import { performanceOf, sumOf } from "../domain/performance.ts";

/** The score of each agent and of its workers, with the last hour. */
export function viewPerformance({ agents }: Fleet, history: readonly HistoryPoint[]) {
  return agents.map(({ row: { agent }, workers }) => ({
    agent,
    ...performanceOf(sumOf(workers.map(({ report }) => report.figures))),
    workers: workers.map(({ worker_id, slot, report }) => ({ worker_id, slot, ...performanceOf(report.figures) })),
    history: history
      .filter((point) => point.agent === agent)
      .map(({ at, workers_online, done, failed, cpu_percent }) => ({
        at: at.toISOString(),
        workers_online,
        done,
        failed,
        cpu_percent,
      })),
  }));
}
