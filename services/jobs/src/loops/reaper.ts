import { lease } from "@agentos/contracts/limits";
import { runAsLeader } from "@agentos/database/leader";
import type { Presence } from "@agentos/messaging/presence";
import { repeat } from "@agentos/service-kit/loop";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";
import { inTraceOf } from "../events.ts";
import { failStep } from "../orchestrator/fail-step.ts";
import { findAttempt } from "../queue/held-attempt.ts";
import { settleAttempt } from "../queue/settle.ts";

const tickMs = 1000;
/** A pause between ticks that is longer than this was an outage: workers could not renew. */
const outageSeconds = 3;

const tick = sqlFile<{ judging: boolean }>("reaper_tick");
const findExpired = sqlFile<{ attempt_id: string }>("expired_leases");
const lockExpired = sqlFile<{ attempt_id: string }>("lease_still_expired");

/**
 * Gives steps whose worker has gone silent to others, on one instance at a time. Silence is judged only when the worker could
 * have spoken: after an outage of this service, of the database or of NATS, leases get their whole time again.
 */
export async function reapLeases(context: Context, presence: Presence, signal: AbortSignal): Promise<void> {
  const { pool, log } = context;
  await runAsLeader({
    pool,
    name: "jobs:lease-reaper",
    signal,
    log,
    work: (leading) =>
      repeat({
        name: "lease-reaper",
        everyMs: tickMs,
        signal: leading,
        log,
        work: async () => void (await reapOnce(context, presence)),
      }),
  });
}

/** One round: every lease that has run out and may be judged. Returns how many attempts were given up. */
export async function reapOnce(context: Context, presence: Pick<Presence, "secondsConnected">): Promise<number> {
  const [row] = await tick(context.db, [outageSeconds, lease.seconds]);
  if (!row?.judging || presence.secondsConnected() < lease.seconds) return 0;
  let reaped = 0;
  for (const { attempt_id } of await findExpired(context.db, [])) if (await reap(context, attempt_id)) reaped += 1;
  return reaped;
}

async function reap(context: Context, attemptId: string): Promise<boolean> {
  const facts = await findAttempt(context.db, attemptId);
  if (!facts) return false;
  const { code, message, retryable } = new AppError("WORKER_LOST");
  const failure = { code, message, retryable };
  let expired = false;
  await inTraceOf(facts, () =>
    settleAttempt(context, facts, "lost", async (unit, job) => {
      // The worker may have renewed since the lease was found; its row is locked now, so that it cannot any more.
      expired = (await lockExpired(unit.tx, [attemptId])).length > 0;
      if (!expired) return;
      await failStep(unit, job, facts, { outcome: "lost", failure });
      unit.afterCommit(({ meters }) => meters.reaped.inc({ stage: facts.stage }));
    }),
  );
  return expired;
}
