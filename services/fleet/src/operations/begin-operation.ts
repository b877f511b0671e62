import type { ActionCall } from "@agentos/action-kit/handler";
import type { Ended } from "@agentos/action-kit/completion";
import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import { traceparent } from "@agentos/service-kit/trace";
import { sql } from "kysely";
import type { Change } from "../change.ts";
import { lockOperations } from "../db/open-operations.ts";
import type { Bell } from "./bell.ts";
import type { WishedAction } from "./wished-action.ts";

type Beginning = {
  action: WishedAction;
  wish: unknown;
  /** After that it ends, whatever was observed. */
  deadlineSeconds: number;
  /** The agents whose workers it changes. */
  agents: readonly StageName[];
  /** It changes how many there are: one such operation at a time. */
  exclusive?: boolean;
};

/**
 * Commits what is wanted outside the database together with holding the action; the reconciler brings it about.
 * Errors: CONFLICT while another operation changes the number of workers of the same agents.
 */
export async function beginOperation(
  { bell }: { bell: Bell },
  change: Change,
  call: Pick<ActionCall<WishedAction>, "actionId" | "hold">,
  { action, wish, deadlineSeconds, agents, exclusive = false }: Beginning,
): Promise<Ended> {
  if (exclusive) await refuseOverlap(change, agents);
  await change.tx
    .insertInto("operations")
    .values({
      action_id: call.actionId,
      action,
      wish: JSON.stringify(wish),
      locked_agents: [...agents],
      exclusive,
      deadline_at: sql<Date>`now() + make_interval(secs => ${deadlineSeconds})` as unknown as Date,
      traceparent: traceparent(),
    })
    .execute();
  change.afterCommit(() => bell.ring());
  return call.hold(change.tx);
}

async function refuseOverlap({ tx }: Change, agents: readonly StageName[]): Promise<void> {
  await lockOperations(tx);
  const open = await tx
    .selectFrom("operations")
    .select("action")
    .where("ended_at", "is", null)
    .where("exclusive", "=", true)
    .where(sql<boolean>`locked_agents && ${[...agents]}`)
    .executeTakeFirst();
  if (open) throw new AppError("CONFLICT", `${open.action} is still under way here. Wait for its end, or abort it.`);
}
