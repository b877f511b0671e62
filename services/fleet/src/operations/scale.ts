import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import { onlineWorkers } from "../registry/workers.ts";
import { defineOperation } from "./operation.ts";
import { filledSlots } from "./slots.ts";

const askAgainMs = 5000;

/** So many workers of an agent report, each from a slot of its own. */
export const scale = defineOperation({
  wish: z.object({
    agent: stageName,
    replicas: z.int(),
    asked_at: z.iso.datetime().nullable(),
  }),
  async advance(context, wish, { overdue, now }) {
    const { agent, replicas } = wish;
    const slots = await filledSlots(context, agent);
    const workers = await onlineWorkers(context.db, [agent]);
    const names = new Set(workers.map(({ slot }) => slot));
    const present = slots.filter(({ slot }) => names.has(slot)).length;
    if (wish.asked_at && slots.length === replicas && present === replicas && names.size === replicas) {
      return { state: "done", result: { agent, replicas, workers: workers.map(({ worker_id }) => worker_id) } };
    }
    if (overdue) {
      const message = `${present} of ${replicas} workers report, from ${slots.length} slots that are filled.`;
      return { state: "failed", code: "NOT_CONVERGED", message };
    }
    const due = !wish.asked_at || now.getTime() - Date.parse(wish.asked_at) > askAgainMs;
    if (due && (!wish.asked_at || slots.length !== replicas)) await context.runtime.scale(agent, replicas);
    return {
      state: "waiting",
      wish: due ? { ...wish, asked_at: now.toISOString() } : wish,
      progress: { done: Math.min(present, replicas), total: Math.max(1, replicas) },
    };
  },
});
