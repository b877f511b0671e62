import { z } from "zod";
import { healthTiers } from "../api/agents.ts";
import { managerName } from "../managers/managers.ts";
import { managerOwners, type ManagerOwner } from "../messages/actions.ts";
import { serviceNames } from "../services.ts";
import { logLineHead } from "../logs/stored-log-line.ts";
import { stageName } from "../stages/stages.ts";
import { defineTick, type TickContract } from "./event-contract.ts";
import { jobProgress } from "./job-progress.ts";

export const workerUpdated = defineTick({
  name: "worker:updated",
  owner: "fleet",
  tells: "A worker stands otherwise than before: its health, whether it takes work, and how much.",
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

export const agentUpdated = defineTick({
  name: "agent:updated",
  owner: "fleet",
  tells: "What the workers of an agent add up to has changed.",
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

const managerTick = (owner: ManagerOwner) =>
  defineTick({
    name: "manager:updated",
    owner,
    tells: "Another copy leads a manager, an operator has changed it, or its runs begin to fail or to succeed.",
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

/** By the owner of the manager; told by the copy of it that leads. */
export const managerUpdated = Object.fromEntries(managerOwners.map((owner) => [owner, managerTick(owner)])) as Record<
  ManagerOwner,
  ReturnType<typeof managerTick>
>;

export const auditChained = defineTick({
  name: "audit:chained",
  owner: "audit",
  tells: "So many entries of the audit trail were given their places.",
  payload: z.object({ entries: z.int() }),
});

export const logLines = defineTick({
  name: "log:lines",
  owner: "system",
  tells: "Services have logged these lines; where there are too many to tell, some of them.",
  payload: z.object({
    lines: z.array(logLineHead),
    /** How many more there were. */
    untold: z.int(),
  }),
});

const service = z.object({ service: z.enum(serviceNames) });

export const serviceDown = defineTick({
  name: "service:down",
  owner: "read-model",
  tells: "A service does not answer.",
  payload: service,
});
export const serviceUp = defineTick({
  name: "service:up",
  owner: "read-model",
  tells: "A service answers again.",
  payload: service,
});

const all = [
  jobProgress,
  workerUpdated,
  agentUpdated,
  ...managerOwners.map((owner) => managerUpdated[owner]),
  auditChained,
  logLines,
  serviceDown,
  serviceUp,
] as const;

export type TickName = (typeof all)[number]["name"];

/** Every tick of the system; one that several services tell is there for each. */
export const ticks: readonly TickContract[] = all;
