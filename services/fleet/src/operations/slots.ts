import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Context } from "../context.ts";
import type { WorkerRow } from "../db/tables.ts";
import type { Runtime, Slot } from "../runtime/runtime.ts";

/** Refuses at once, with nothing written, where nothing can start workers. Errors: UNSUPPORTED_BY_RUNTIME. */
export async function requireRuntime(runtime: Runtime, agent: StageName): Promise<void> {
  // It refuses whatever it is asked for, and says what would be needed.
  if (runtime.name === "none") await runtime.scale(agent, 0);
}

/**
 * The slot that a worker runs in. Errors: UNSUPPORTED_BY_RUNTIME; NOT_FOUND where the runtime did not start the worker;
 * SERVICE_UNAVAILABLE where it does not answer.
 */
export async function slotOf(runtime: Runtime, worker: Pick<WorkerRow, "agent" | "slot">): Promise<Slot> {
  await requireRuntime(runtime, worker.agent);
  const slot = (await runtime.list()).find((one) => one.slot === worker.slot);
  if (!slot) throw new AppError("NOT_FOUND", `Nothing that starts workers here knows ${worker.slot}.`);
  return slot;
}

/** Slots of an agent in which a process runs, or is about to; in the order of their numbers. */
export async function filledSlots({ runtime }: Pick<Context, "runtime">, agent: StageName): Promise<Slot[]> {
  const filled = (await runtime.list()).filter((slot) => slot.agent === agent && slot.state !== "stopped");
  return filled.toSorted((a, b) => a.slot.localeCompare(b.slot, "en", { numeric: true }));
}
