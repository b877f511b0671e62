import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { Db, WorkerRow } from "../db/tables.ts";
import { onlineWorkers } from "../registry/workers.ts";

/** The worker that is to be replaced, and what was there before anything was asked. */
export const replaced = z.object({
  agent: stageName,
  slot: z.string(),
  worker_id: z.string(),
  /** What ran in the slot. */
  instance: z.string(),
  /** The agent's slots when the restart was asked for: where a slot does not outlive its process, the new one is not among them. */
  known: z.array(z.string()),
});
export type Replaced = z.output<typeof replaced>;

/** The worker that reports instead of another one: from its slot, or from one that has come up where that is gone. */
export async function replacementOf({ db, runtime }: Pick<Context, "db" | "runtime">, gone: Replaced) {
  const workers = await onlineWorkers(db, [gone.agent]);
  const since = await startOf(db, gone);
  // One that was cut off may report again; only a younger one was started since.
  const inSlot = workers.findLast(
    (one) => one.slot === gone.slot && one.worker_id !== gone.worker_id && one.started_at > since,
  );
  if (inSlot) return inSlot;
  const slots = await runtime.list();
  if (gone.known.length === 0 || slots.some(({ slot }) => slot === gone.slot)) return undefined;
  return workers.find(({ slot }) => !gone.known.includes(slot) && slots.some((one) => one.slot === slot));
}

async function startOf(db: Db, { worker_id }: Replaced): Promise<WorkerRow["started_at"]> {
  const row = await db.selectFrom("workers").select("started_at").where("worker_id", "=", worker_id).executeTakeFirst();
  return row?.started_at ?? new Date(0);
}

/**
 * Asks for another process in a slot, unless one is there already: then it was asked for before a crash could take that down.
 * Returns the agent's slots. Errors: NOT_FOUND and what else the runtime says.
 */
export async function askForRestart(
  { runtime }: Pick<Context, "runtime">,
  { agent, slot, instance }: Pick<Replaced, "agent" | "slot" | "instance">,
  graceful: boolean,
): Promise<string[]> {
  const slots = (await runtime.list()).filter((one) => one.agent === agent);
  const before = slots.find((one) => one.slot === slot);
  if (!before || before.instance === instance) await runtime.restart(slot, { graceful });
  return slots.map((one) => one.slot);
}
