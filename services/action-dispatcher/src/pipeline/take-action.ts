import { risks } from "@agentos/contracts/actions/action-contract";
import type { ActionReply } from "@agentos/contracts/actions/action-request";
import { AppError } from "@agentos/contracts/errors";
import { act, type ActionOwner } from "@agentos/contracts/messages/actions";
import { ask } from "@agentos/messaging/request";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { authorise } from "./authorise.ts";
import { begin } from "./begin.ts";
import type { Allowed, Incoming } from "./asked.ts";
import { validate } from "./validate.ts";

/** Takes an action through the pipeline. */
export async function takeAction(context: Context, incoming: Incoming): Promise<ActionReply> {
  const asked = validate(incoming);
  const actor = await authorise(context.db, asked);
  const allowed = { ...asked, actor, actionId: uuidv7() };
  if (!allowed.dryRun) await begin(context, allowed);
  return dispatch(context, allowed);
}

async function dispatch(
  { nc }: Context,
  { owner, actionId, contract, payload, dryRun, reason, actor }: Allowed,
): Promise<ActionReply> {
  const request = {
    action_id: actionId,
    action: contract.name,
    payload,
    dry_run: dryRun,
    actor,
    ...(reason ? { reason } : {}),
  };
  try {
    const { state, result } = await ask(nc, act[owner as ActionOwner], request, {
      deadlineMs: risks[contract.risk].waitMs,
    });
    if (dryRun) return { action_id: actionId, status: "dry_run", result };
    return { action_id: actionId, status: state === "done" ? "succeeded" : "accepted", result };
  } catch (error) {
    if (error instanceof AppError && error.code === "TIMEOUT" && !dryRun) {
      return { action_id: actionId, status: "accepted", result: null };
    }
    throw error;
  }
}
