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

function workerEvent<Name extends `worker:${string}`, Payload extends z.ZodType>(name: Name, payload: Payload) {
  return defineEvent({ name, owner: "fleet", entity: "worker", payload });
}

function agentEvent<Name extends `agent:${string}`, Payload extends z.ZodType>(name: Name, payload: Payload) {
  return defineEvent({ name, owner: "fleet", entity: "agent", payload });
}

export const workerOnline = workerEvent("worker:online", worker);
export const workerOffline = workerEvent("worker:offline", worker.extend({ reason: z.enum(offlineReasons) }));
export const workerPaused = workerEvent("worker:paused", worker);
export const workerResumed = workerEvent("worker:resumed", worker);
export const workerDraining = workerEvent("worker:draining", worker);
export const workerConcurrencySet = workerEvent("worker:concurrency_set", worker.extend({ concurrency: z.int() }));
export const workerTested = workerEvent("worker:tested", worker.extend({ ok: z.boolean() }));
export const workerForgotten = workerEvent("worker:forgotten", worker);

export const agentStarted = agentEvent("agent:started", agent);
export const agentStopped = agentEvent("agent:stopped", agent);
export const agentScaled = agentEvent("agent:scaled", agent.extend({ replicas: z.int() }));
export const agentConcurrencySet = agentEvent("agent:concurrency_set", agent.extend({ concurrency: z.int() }));
export const agentConfigured = agentEvent("agent:configured", agent.extend({ settings: settingValues }));
