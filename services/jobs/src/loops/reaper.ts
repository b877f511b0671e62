import type { Presence } from "@agentos/messaging/presence";
import { AppError } from "@agentos/contracts/errors";
import { leaseReaper } from "@agentos/contracts/managers/jobs";
import type { RunCall } from "@agentos/manager-kit/work";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";
import { inTraceOf } from "../events.ts";
import { failStep } from "../orchestrator/fail-step.ts";
import { findAttempt } from "../queue/held-attempt.ts";
import { settleAttempt } from "../queue/settle.ts";

const tick = sqlFile<{ judging: boolean }>("reaper_tick");
const findExpired = sqlFile<{ attempt_id: string }>("expired_leases");
const lockExpired = sqlFile<{ attempt_id: string }>("lease_still_expired");

type Reaping = Partial<Pick<RunCall<"lease-reaper">, "settings" | "intervalSeconds" | "signal">>;

/**
 * One round of the manager `lease-reaper`: gives the steps whose worker has gone silent to others. Silence is judged only when
 * the worker could have spoken: after an outage of this service, of the database or of NATS, leases get their whole time again.
 * Returns how many attempts were given up.
 */
export async function reapOnce(
  context: Context,
  presence: Pick<Presence, "secondsConnected">,
  { settings = leaseReaper.settings.parse({}), intervalSeconds = leaseReaper.intervalSeconds, signal }: Reaping = {},
): Promise<number> {
  const { outage_seconds, grace_seconds } = settings;
  const [row] = await tick(context.db, [intervalSeconds + outage_seconds, grace_seconds]);
  if (!row?.judging || presence.secondsConnected() < grace_seconds) return 0;
  let reaped = 0;
  for (const { attempt_id } of await findExpired(context.db, [])) {
    signal?.throwIfAborted();
    if (await reap(context, attempt_id)) reaped += 1;
  }
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
