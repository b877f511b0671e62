import { z } from "zod";
import { healthTiers } from "../api/agents.ts";
import { managerName } from "../managers/managers.ts";
import { actionOwners, type ActionOwner } from "../messages/actions.ts";
import { serviceNames } from "../services.ts";
import { stageName } from "../stages/stages.ts";
import { defineTick, type TickContract } from "./event-contract.ts";

/** How far a job is, at each renewal of its lease that tells of progress. Within a run it only grows. */
export const jobProgress = defineTick({
  name: "job:progress",
  owner: "jobs",
  payload: z.object({
    job_id: z.uuid(),
    user_id: z.uuid(),
    run: z.int(),
    stage: stageName,
    /** Of the stage and of the whole job, 0 to 1. */
    stage_progress: z.number(),
    progress: z.number(),
    eta_seconds: z.number().nullable(),
  }),
});

/** What a worker reports has changed: whether it takes work, and how much of it. What operators do to it are events of their own. */
export const workerUpdated = defineTick({
  name: "worker:updated",
  owner: "fleet",
  payload: z.object({
    worker_id: z.string(),
    agent: stageName,
    slot: z.string(),
    health: z.enum(healthTiers),
    ready: z.boolean(),
    taking: z.boolean(),
    concurrency: z.int(),
    running_tasks: z.int(),
  }),
});

/** What an agent's workers add up to has changed. */
export const agentUpdated = defineTick({
  name: "agent:updated",
  owner: "fleet",
  payload: z.object({
    agent: stageName,
    health: z.enum(healthTiers),
    taking: z.boolean(),
    workers_online: z.int(),
    workers: z.int(),
    desired_replicas: z.int().nullable(),
    running_tasks: z.int(),
    capacity: z.int(),
  }),
});

const managerTick = (owner: ActionOwner) =>
  defineTick({
    name: "manager:updated",
    owner,
    payload: z.object({
      manager: managerName,
      enabled: z.boolean(),
      paused: z.boolean(),
      /** Its last run failed. */
      failing: z.boolean(),
      interval_seconds: z.number(),
      settings: z.record(z.string(), z.unknown()),
      /** The running copy of the service that leads it, and the lead's number. */
      leader: z.string(),
      generation: z.int(),
    }),
  });

/** Another copy leads a manager, an operator has changed it, or its runs begin to fail or to succeed; told by who leads it, of each owner. */
export const managerUpdated = Object.fromEntries(actionOwners.map((owner) => [owner, managerTick(owner)])) as Record<
  ActionOwner,
  ReturnType<typeof managerTick>
>;

/** Entries of the audit trail were given their places. */
export const auditChained = defineTick({
  name: "audit:chained",
  owner: "audit",
  payload: z.object({ entries: z.int() }),
});

const service = z.object({ service: z.enum(serviceNames) });

/** A service does not answer, or answers again. */
export const serviceDown = defineTick({ name: "service:down", owner: "read-model", payload: service });
export const serviceUp = defineTick({ name: "service:up", owner: "read-model", payload: service });

const all = [
  jobProgress,
  workerUpdated,
  agentUpdated,
  ...actionOwners.map((owner) => managerUpdated[owner]),
  auditChained,
  serviceDown,
  serviceUp,
] as const;

export type TickName = (typeof all)[number]["name"];

/** Every tick of the system; one that several services tell is there for each. */
export const ticks: readonly TickContract[] = all;
