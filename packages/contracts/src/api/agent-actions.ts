import { z } from "zod";
import { reason } from "../actions/action-contract.ts";
import { actionReply } from "../actions/action-reply.ts";
import { agentClearQueue } from "../actions/agent/clear-queue.ts";
import { agentConfigure } from "../actions/agent/configure.ts";
import { agentRestart } from "../actions/agent/restart.ts";
import { agentStart } from "../actions/agent/start.ts";
import { agentStop } from "../actions/agent/stop.ts";
import { stageName } from "../stages/stages.ts";
import { agentActionExamples } from "./action-examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});
const why = z.strictObject({ reason: reason.optional() });

/** What all of them have: the pipeline checks the body itself. */
const onAgent = {
  method: "POST",
  tag: "agents",
  access: "user",
  unchecked: true,
  params: z.object({ agent_id: stageName }),
  query: none,
  accepted: actionReply,
} as const;

/** Actions on agents under REST names: the same pipeline, for staff. */
export const agentActionOperations = {
  start: defineOperation({
    ...onAgent,
    action: agentStart,
    path: "/api/agents/:agent_id/start",
    summary: "Let the workers of an agent take work",
    body: why,
    reply: agentStart.result,
    example: agentActionExamples.start,
  }),
  stop: defineOperation({
    ...onAgent,
    action: agentStop,
    path: "/api/agents/:agent_id/stop",
    summary: "Let the workers of an agent take no more work",
    body: why,
    reply: agentStop.result,
    example: agentActionExamples.stop,
  }),
  configure: defineOperation({
    ...onAgent,
    action: agentConfigure,
    path: "/api/agents/:agent_id/config",
    summary: "Change settings of an agent",
    body: z.strictObject({ patch: agentConfigure.payload.shape.patch, reason: reason.optional() }),
    reply: agentConfigure.result,
    example: agentActionExamples.configure,
  }),
  clearQueue: defineOperation({
    ...onAgent,
    action: agentClearQueue,
    path: "/api/agents/:agent_id/clear-queue",
    summary: "Cancel every job that waits at the agent's stage",
    body: z.strictObject({ reason }),
    reply: agentClearQueue.result,
    example: agentActionExamples.clearQueue,
  }),
  restart: defineOperation({
    ...onAgent,
    action: agentRestart,
    path: "/api/agents/restart",
    summary: "Restart the workers of an agent, or of all, one after the other",
    params: none,
    body: z.strictObject({ agent: stageName.optional(), reason: reason.optional() }),
    reply: agentRestart.result,
    example: agentActionExamples.restart,
  }),
};
