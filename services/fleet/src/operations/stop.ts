import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import { wantReplicas } from "../registry/agents.ts";
import { markOffline } from "../registry/workers.ts";
import { defineOperation, type Step } from "./operation.ts";
import type { Context } from "../context.ts";

export const stopWish = z.object({
  worker_id: z.string(),
  slot: z.string(),
  agent: stageName,
  force: z.boolean(),
  asked: z.boolean(),
});
type StopWish = z.output<typeof stopWish>;

/** No process in a worker's slot any more, and none again by itself. */
export const stop = defineOperation({
  wish: stopWish,
  advance: (context, wish, { overdue }) => emptySlot(context, wish, overdue),
});

/** Asks for the end of what runs in a slot; done when nothing does. */
export async function emptySlot({ db, runtime }: Context, wish: StopWish, overdue: boolean): Promise<Step<StopWish>> {
  const { worker_id, slot, agent, force } = wish;
  const now = (await runtime.list()).find((one) => one.slot === slot);
  if (wish.asked && (!now || now.state === "stopped")) {
    const worker = await db.selectFrom("workers").selectAll().where("worker_id", "=", worker_id).executeTakeFirst();
    return {
      state: "done",
      result: { worker_id, slot, unfinished_tasks: worker?.report.tasks.length ?? 0 },
      async apply(change) {
        await markOffline(change, worker_id, "stopped");
        await wantReplicas(change.tx, agent, -1);
      },
    };
  }
  if (overdue) {
    const message = `The process of ${slot} is still there: it is ${now?.state ?? "unknown"}.`;
    return { state: "failed", code: "NOT_CONVERGED", message };
  }
  if (!wish.asked) await runtime.stop(slot, { force });
  return { state: "waiting", wish: { ...wish, asked: true } };
}
