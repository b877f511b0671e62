import type { queueOperations } from "@agentos/contracts/api/queue";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readQueueDetails, readQueueStats } from "../db/queue-rows.ts";
import { readQueues } from "../db/read-queues.ts";
import { priorityName } from "../domain/priority.ts";

export function queueRoutes({ db, forecast }: Context): Handlers<typeof queueOperations> {
  return {
    async status() {
      const queues = await readQueues(db);
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
