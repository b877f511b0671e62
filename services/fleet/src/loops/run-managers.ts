import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { reapWorkers } from "./reap-workers.ts";
import { reportWorkers } from "./report-workers.ts";

const reapEveryMs = 2000;
const reportEveryMs = 60_000;

/** Runs the loops of the registry, on one instance at a time, until the signal aborts. */
export async function runManagers(context: Context, signal: AbortSignal): Promise<void> {
  const { pool, log } = context;
  await runAsLeader({
    pool,
    name: "fleet:managers",
    signal,
    log,
    async work(leading) {
      const loop = (name: string, everyMs: number, work: () => Promise<unknown>): Promise<void> =>
        repeat({ name, everyMs, signal: leading, log, work: async () => void (await work()) });
      await Promise.all([
        loop("worker-reaper", reapEveryMs, () => reapWorkers(context)),
        loop("worker-reporter", reportEveryMs, () => reportWorkers(context)),
      ]);
    },
  });
}
