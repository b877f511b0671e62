import type { queueOperations } from "@agentos/contracts/api/queue";
import { stages } from "@agentos/contracts/stages/stages";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readDepths } from "../db/depths.ts";
import { readQueueDetails, readQueueStats, readOldestWaiting } from "../db/queue-rows.ts";
import { stoppedQueues } from "../db/queue-state.ts";
import { priorityName } from "../domain/priority.ts";

export function queueRoutes({ db, forecast }: Context): Handlers<typeof queueOperations> {
  return {
    async status() {
      const [depths, stopped, oldest] = await Promise.all([readDepths(db), stoppedQueues(db), readOldestWaiting(db)]);
      const queues = stages.map(({ name, label }) => ({
        queue: name,
        label,
        ...depths[name],
        paused: stopped.has(name),
        oldest_waiting_seconds: oldest.get(name) ?? null,
      }));
      const total = (of: "waiting" | "running" | "dead_letters"): number =>
        queues.reduce((sum, queue) => sum + queue[of], 0);
      return { waiting: total("waiting"), running: total("running"), dead_letters: total("dead_letters"), queues };
    },
    async details({ query }) {
      const rows = await readQueueDetails(db, query.queue);
      return rows.map(({ rank, waiting_since, ...row }) => ({
        ...row,
        priority: priorityName(rank),
        waiting_since: waiting_since.toISOString(),
      }));
    },
    async stats() {
      const [stats, estimates] = await Promise.all([readQueueStats(db), forecast.read()]);
      return stats.map((row) => ({ ...row, eta_seconds: estimates.toEmpty(row.queue) }));
    },
  };
}
