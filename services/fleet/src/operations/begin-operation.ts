import type { ActionCall } from "@agentos/action-kit/handler";
import type { Ended } from "@agentos/action-kit/completion";
import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import { traceparent } from "@agentos/service-kit/trace";
import { sql } from "kysely";
import type { Change } from "../change.ts";
import type { Bell } from "./bell.ts";
import type { WishedAction } from "./operation.ts";

type Beginning = {
  action: WishedAction;
  wish: unknown;
  /** After that it ends, whatever was observed. */
  deadlineSeconds: number;
  /** Agents whose number of workers it changes: one such operation at a time. */
  locks?: readonly StageName[];
};

/**
 * Commits what is wanted outside the database together with holding the action; the reconciler brings it about.
 * Errors: CONFLICT while another operation changes the number of workers of the same agents.
 */
export async function beginOperation(
  { bell }: { bell: Bell },
  change: Change,
  call: Pick<ActionCall<WishedAction>, "actionId" | "hold">,
  { action, wish, deadlineSeconds, locks = [] }: Beginning,
): Promise<Ended> {
  if (locks.length > 0) await refuseOverlap(change, locks);
  await change.tx
    .insertInto("operations")
    .values({
      action_id: call.actionId,
      action,
      wish: JSON.stringify(wish),
      locked_agents: [...locks],
      deadline_at: sql<Date>`now() + make_interval(secs => ${deadlineSeconds})` as unknown as Date,
      traceparent: traceparent(),
    })
    .execute();
  change.afterCommit(() => bell.ring());
  return call.hold(change.tx);
}

async function refuseOverlap({ tx }: Change, locks: readonly StageName[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('fleet:operations', 0))`.execute(tx);
  const open = await tx
    .selectFrom("operations")
    .select("action")
    .where("ended_at", "is", null)
    .where(sql<boolean>`locked_agents && ${[...locks]}`)
    .executeTakeFirst();
  if (open) throw new AppError("CONFLICT", `${open.action} is still under way here. Wait for its end, or abort it.`);
}
