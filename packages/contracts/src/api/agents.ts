import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { offlineReasons } from "../events/fleet.ts";
import { runningTask, selfTestReport, settingValues, workerFigures } from "../messages/fleet.ts";
import { queueRow } from "../queue-row.ts";
import { stageName } from "../stages/stages.ts";
import { agentExamples } from "./agent-examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});
const agentId = z.object({ agent_id: stageName });

/** From well to gone. */
export const healthTiers = ["healthy", "warning", "degraded", "offline"] as const;
export type HealthTier = (typeof healthTiers)[number];

const health = z.object({
  tier: z.enum(healthTiers),
  /** Sentences that say why it is not healthy; none where it is. */
  reasons: z.array(z.string()),
});

/** `score` is 100 × `success` × `efficiency`; null until something has ended. */
export const performanceFigures = z.object({
  score: z.number().nullable(),
  /** Share of the attempts whose result was taken, of those that did not fail by their input's fault. */
  success: z.number().nullable(),
  /** Share of the working time that went into results that were taken. */
  efficiency: z.number().nullable(),
  done: z.int(),
  failed: z.int(),
  busy_seconds: z.number(),
});

/** A worker as it last reported. */
export const workerView = z.object({
  worker_id: z.string(),
  agent: stageName,
  slot: z.string(),
  pid: z.int(),
  state: z.enum(["online", "offline"]),
  offline_reason: z.enum(offlineReasons).nullable(),
  ready: z.boolean(),
  taking: z.boolean(),
  paused: z.boolean(),
  draining: z.boolean(),
  concurrency: z.int(),
  tasks: z.array(runningTask),
  figures: workerFigures,
  health,
  performance: performanceFigures,
  self_test: selfTestReport.nullable(),
  version: z.int(),
  started_at: z.string(),
  last_seen_at: z.string(),
});
export type WorkerView = z.infer<typeof workerView>;

/** An agent: the workers of a stage. */
export const agentView = z.object({
  agent: stageName,
  label: z.string(),
  /** False: it was stopped, and its workers take nothing. */
  taking: z.boolean(),
  /** The worst of its workers' tiers but offline ones; offline without a worker. */
  health: z.enum(healthTiers),
  workers_online: z.int(),
  workers: z.int(),
  /** Null until it was scaled. */
  desired_replicas: z.int().nullable(),
  running_tasks: z.int(),
  /** Tasks that its online workers can run at once. */
  capacity: z.int(),
  version: z.int(),
});

/** What an agent runs with. */
export const configurationView = z.object({
  agent: stageName,
  version: z.int(),
  taking: z.boolean(),
  desired_replicas: z.int().nullable(),
  /** Tasks at once of each worker; null: as the workers are configured. */
  concurrency: z.int().nullable(),
  /** What operators have set. */
  settings: settingValues,
  /** What the workers run with, as one of them reports it; null without a worker. */
  in_force: settingValues.nullable(),
  /** JSON schema of the settings, with a description of each. */
  schema: z.record(z.string(), z.unknown()),
});

export const agentOperations = {
  status: defineOperation({
    method: "GET",
    path: "/api/agents/status",
    tag: "agents",
    summary: "The agents, each with how it is",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.object({ workers_online: z.int(), workers: z.int(), agents: z.array(agentView) }),
    example: agentExamples.status,
  }),
  performance: defineOperation({
    method: "GET",
    path: "/api/agents/performance",
    tag: "agents",
    summary: "Score of each agent and of its workers: 100 × success × efficiency, since the workers started",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.array(
      performanceFigures.extend({
        agent: stageName,
        workers: z.array(performanceFigures.extend({ worker_id: z.string(), slot: z.string() })),
        /** A point every minute over the last hour, oldest first. */
        history: z.array(
          z.object({
            at: z.string(),
            workers_online: z.int(),
            done: z.int(),
            failed: z.int(),
            cpu_percent: z.number(),
          }),
        ),
      }),
    ),
    example: agentExamples.performance,
  }),
  health: defineOperation({
    method: "GET",
    path: "/api/agents/health",
    tag: "agents",
    summary: "Tier of each worker, from its reports, failures, memory, load and last self-test, and why",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.object({
      tiers: z.record(z.enum(healthTiers), z.int()),
      workers: z.array(
        health.extend({
          worker_id: z.string(),
          agent: stageName,
          slot: z.string(),
          last_seen_at: z.string(),
          self_test: selfTestReport.nullable(),
        }),
      ),
    }),
    example: agentExamples.health,
  }),
  config: defineOperation({
    method: "GET",
    path: "/api/agents/config",
    tag: "agents",
    summary: "Settings of each agent: what was set, what is in force, and what may be set",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.array(configurationView),
    example: agentExamples.config,
  }),
  logs: defineOperation({
    method: "GET",
    path: "/api/agents/logs/:agent_id",
    tag: "agents",
    summary: "What happened to an agent and to its workers, and which attempts of theirs failed; newest first",
    access: "staff",
    params: agentId,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    body: null,
    reply: z.array(
      z.object({
        at: z.string(),
        /** Name of an event, or `attempt:failed`. */
        what: z.string(),
        worker_id: z.string().nullable(),
        job_id: z.uuid().nullable(),
        error_code: z.enum(errorCodes).nullable(),
        /** For a person. */
        message: z.string(),
      }),
    ),
    example: agentExamples.logs,
  }),
  queue: defineOperation({
    method: "GET",
    path: "/api/agents/queue/:agent_id",
    tag: "agents",
    summary: "The queue that an agent works on, and the tasks that its workers run",
    access: "staff",
    params: agentId,
    query: none,
    body: null,
    reply: queueRow.extend({ tasks: z.array(runningTask.extend({ worker_id: z.string() })) }),
    example: agentExamples.queue,
  }),
  get: defineOperation({
    method: "GET",
    path: "/api/agents/:agent_id",
    tag: "agents",
    summary: "One agent with its workers",
    access: "staff",
    params: agentId,
    query: none,
    body: null,
    reply: agentView.extend({ worker_list: z.array(workerView) }),
    example: agentExamples.get,
  }),
};
