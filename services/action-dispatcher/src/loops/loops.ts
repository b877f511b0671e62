import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { settleLost } from "./settle.ts";

const everyMs = 1000;

/** What one instance does for all, until the signal aborts. */
export async function runLoops(context: Context, signal: AbortSignal): Promise<void> {
  const { pool, log, refusals } = context;
  const settler = (leading: AbortSignal): Promise<void> =>
    repeat({
      name: "action-settler",
      everyMs,
      signal: leading,
      log,
      async work() {
        await settleLost(context);
        await refusals.tell({ all: false });
      },
    });
  await runAsLeader({ pool, name: "action-settler", signal, log, work: settler });
}
