import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Context } from "../context.ts";
import type { Runtime, Slot } from "../runtime/runtime.ts";

/**
 * The slot that a worker runs in. Errors: UNSUPPORTED_BY_RUNTIME; NOT_FOUND where the runtime did not start the worker;
 * SERVICE_UNAVAILABLE where it does not answer.
 */
export async function slotOf(runtime: Runtime, name: string): Promise<Slot> {
  const slot = (await runtime.list()).find((one) => one.slot === name);
  if (!slot) throw new AppError("NOT_FOUND", `Nothing that starts workers here knows ${name}.`);
  return slot;
}

/** Slots of an agent in which a process runs, or is about to. */
export async function filledSlots({ runtime }: Pick<Context, "runtime">, agent: StageName): Promise<Slot[]> {
  const filled = (await runtime.list()).filter((slot) => slot.agent === agent && slot.state !== "stopped");
  return filled.toSorted((a, b) => a.slot.localeCompare(b.slot, "en", { numeric: true }));
}
