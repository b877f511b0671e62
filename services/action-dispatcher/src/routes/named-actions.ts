import type { ActionName } from "@agentos/contracts/actions/actions";
import type { agentActionOperations } from "@agentos/contracts/api/agent-actions";
import type { jobActionOperations } from "@agentos/contracts/api/job-actions";
import type { Caller } from "@agentos/service-kit/http/caller";
import { Accepted, type Handlers } from "@agentos/service-kit/http/routes";
import type { Request, Response } from "express";
import type { Context } from "../context.ts";
import type { Door } from "../pipeline/asked.ts";
import { takeAction } from "../pipeline/take-action.ts";
import { incoming } from "./incoming.ts";

/** Milliseconds that these wait before they answer 202: their clients expect the end. */
const waitMs = 5000;

type Call<Params> = { caller: Caller; request: Request; response: Response; params: Params; body: unknown };

/**
 * The handler of an action's REST name. The address names what it acts on, the body the rest of the payload and the reason; the
 * pipeline checks them as it checks every action.
 */
function named<Params>(context: Context, action: ActionName, door: Door, target: (params: Params) => object) {
  return async (call: Call<Params>) => {
    const { reason, ...rest } = { ...(call.body as { reason?: unknown } | undefined) };
    const payload = { ...rest, ...target(call.params) };
    const body = { action, payload, ...(reason === undefined ? {} : { reason }) };
    const reply = await takeAction(context, incoming(call, { body, door, waitMs }));
    // The reply's schema checks what the action came to.
    return reply.status === "accepted" ? new Accepted(reply) : (reply.result as never);
  };
}

/** On own jobs, for anybody. */
export function jobActionHandlers(context: Context): Handlers<typeof jobActionOperations> {
  const theJob = ({ job_id }: { job_id: string }): object => ({ job_id });
  return {
    cancel: named(context, "job.cancel", "own", theJob),
    retry: named(context, "job.retry", "own", theJob),
  };
}

/** For staff, from allowed addresses. */
export function agentActionHandlers(context: Context): Handlers<typeof agentActionOperations> {
  const theAgent = ({ agent_id }: { agent_id: string }): object => ({ agent: agent_id });
  return {
    start: named(context, "agent.start", "admin", theAgent),
    stop: named(context, "agent.stop", "admin", theAgent),
    configure: named(context, "agent.configure", "admin", theAgent),
    clearQueue: named(context, "agent.clear_queue", "admin", theAgent),
    restart: named(context, "agent.restart", "admin", () => ({})),
  };
}
