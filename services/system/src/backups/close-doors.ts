import type { LongTask } from "@agentos/action-kit/long/long-action";
import { transact } from "@agentos/database/transact";
import { z } from "zod";
import { readSwitches, switchOff, switchOn, tellFollowers } from "../controls/switches.ts";
import type { Context } from "../context.ts";

type Parts = Pick<Context, "db" | "nc" | "log">;
type Task = Pick<LongTask<"system.restore">, "remembered" | "remember" | "signal">;

/** What a run tells the next: whether the doors were closed for it, and whether the change was committed. */
const memory = z.object({ closed: z.boolean(), committed: z.boolean() });
export type Memory = z.output<typeof memory>;

/** What an earlier run has remembered. */
export function recall({ remembered }: Pick<Task, "remembered">): Memory | undefined {
  return remembered === undefined ? undefined : memory.parse(remembered);
}

/**
 * Works while only administrators are let in, and lets people in again when it is done or has failed. Where this instance is told to
 * stop, the doors stay closed for whoever goes on.
 */
export async function withDoorsClosed<T>(context: Parts, task: Task, work: (memory: Memory) => Promise<T>): Promise<T> {
  const known = recall(task) ?? { closed: (await readSwitches(context.db)).maintenance === null, committed: false };
  if (!recall(task)) await task.remember(known);
  if (known.closed) await turn(context, true);
  try {
    const done = await work(known);
    if (known.closed) await turn(context, false);
    return done;
  } catch (error) {
    if (known.closed && !goesOn(task.signal)) await turn(context, false);
    throw error;
  }
}

async function turn(context: Parts, on: boolean): Promise<void> {
  await transact(context.db, async (tx) => {
    if (on) await switchOn(tx, "maintenance", { message: "The system is being put back to another state." });
    else await switchOff(tx, "maintenance");
  });
  tellFollowers(context);
}

/** Whether somebody else goes on: this instance stops, or has lost the action. An abort ends it. */
function goesOn({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason as { code?: unknown } | undefined)?.code !== "ACTION_ABORTED";
}
