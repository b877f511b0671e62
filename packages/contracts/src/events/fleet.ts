import { z } from "zod";
import { settingValues } from "../messages/fleet.ts";
import { stageName } from "../stages/stages.ts";
import { defineEvent } from "./event-contract.ts";

const worker = z.object({ worker_id: z.string(), agent: stageName, slot: z.string() });
const agent = z.object({ agent: stageName });

/**
 * Why a worker is offline: it has not reported for too long; it said that it ends; it ended because an action asked for it; another
 * process reports from its slot.
 */
export const offlineReasons = ["silent", "left", "stopped", "replaced"] as const;
export type OfflineReason = (typeof offlineReasons)[number];

function workerEvent<Name extends `worker:${string}`, Payload extends z.ZodType>(
  name: Name,
  tells: string,
  payload: Payload,
) {
  return defineEvent({ name, owner: "fleet", tells, entity: "worker", payload });
}

function agentEvent<Name extends `agent:${string}`, Payload extends z.ZodType>(
  name: Name,
  tells: string,
  payload: Payload,
) {
  return defineEvent({ name, owner: "fleet", tells, entity: "agent", payload });
}

export const workerOnline = workerEvent("worker:online", "A worker reports, for the first time or again.", worker);
export const workerOffline = workerEvent(
  "worker:offline",
  "A worker reports no more, and why.",
  worker.extend({ reason: z.enum(offlineReasons) }),
);
export const workerPaused = workerEvent("worker:paused", "A worker is to take no work until it is resumed.", worker);
export const workerResumed = workerEvent("worker:resumed", "A worker may take work again.", worker);
export const workerDraining = workerEvent(
  "worker:draining",
  "A worker is to finish what it has, and take no more.",
  worker,
);
export const workerConcurrencySet = workerEvent(
  "worker:concurrency_set",
  "A worker is to run so many tasks at once.",
  worker.extend({ concurrency: z.int() }),
);
export const workerTested = workerEvent(
  "worker:tested",
  "A worker has tested its programs, and whether they work.",
  worker.extend({ ok: z.boolean() }),
);
export const workerForgotten = workerEvent(
  "worker:forgotten",
  "A worker that was offline is not listed any more.",
  worker,
);

export const agentStarted = agentEvent("agent:started", "The workers of an agent may take work.", agent);
export const agentStopped = agentEvent("agent:stopped", "The workers of an agent are to take no work.", agent);
export const agentScaled = agentEvent(
  "agent:scaled",
  "Another number of workers is wanted of an agent.",
  agent.extend({ replicas: z.int() }),
);
export const agentConcurrencySet = agentEvent(
  "agent:concurrency_set",
  "Each worker of an agent is to run so many tasks at once.",
  agent.extend({ concurrency: z.int() }),
);
export const agentConfigured = agentEvent(
  "agent:configured",
  "Settings of an agent were changed.",
  agent.extend({ settings: settingValues }),
);
