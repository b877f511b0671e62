import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "./context.ts";
import { runSigner } from "./heads/sign-heads.ts";
import { retentionOnce } from "./retention.ts";
import { runSequencer } from "./sequence.ts";

const retentionEveryMs = 3_600_000;

/** What the service does by itself, each on one instance at a time, until the signal aborts. */
export async function runLoops(context: Context, signal: AbortSignal): Promise<void> {
  const sequenced = runSequencer(context, signal);
  await Promise.all([sequenced, runSigner(context, signal, sequenced), runRetention(context, signal)]);
}

async function runRetention(context: Context, signal: AbortSignal): Promise<void> {
  const { pool, log } = context;
  const work = async (): Promise<void> => void (await retentionOnce(context));
  await runAsLeader({
    pool,
    name: "audit/retention",
    signal,
    log,
    work: (leading) => repeat({ name: "audit retention", everyMs: retentionEveryMs, signal: leading, log, work }),
  });
}
