import { z } from "zod";
import { priorities } from "../job-options.ts";
import { queueRow } from "../queue-row.ts";
import { stageName } from "../stages/stages.ts";
import { queueExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});

export const queueOperations = {
  status: defineOperation({
    method: "GET",
    path: "/api/queue/status",
    tag: "queue",
    summary: "Depth of each queue",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.object({ waiting: z.int(), running: z.int(), dead_letters: z.int(), queues: z.array(queueRow) }),
    example: queueExamples.status,
  }),
  details: defineOperation({
    method: "GET",
    path: "/api/queue/details",
    tag: "queue",
    summary: "The waiting and running steps of each queue, at most 100 each",
    access: "staff",
    params: none,
    query: z.object({ queue: stageName.optional() }),
    body: null,
    reply: z.array(
      z.object({
        queue: stageName,
        job_id: z.uuid(),
        step_id: z.uuid(),
        state: z.string(),
        priority: z.enum(priorities),
        tries: z.int(),
        worker_id: z.string().nullable(),
        progress: z.number(),
        waiting_since: z.string(),
      }),
    ),
    example: queueExamples.details,
  }),
  stats: defineOperation({
    method: "GET",
    path: "/api/queue/stats",
    tag: "queue",
    summary: "Throughput, wait and duration of each queue over the last hour, and its estimated time to empty",
    access: "staff",
    params: none,
    query: none,
    body: null,
    reply: z.array(
      z.object({
        queue: stageName,
        finished: z.int(),
        failed: z.int(),
        p50_seconds: z.number().nullable(),
        p95_seconds: z.number().nullable(),
        p50_wait_seconds: z.number().nullable(),
        eta_seconds: z.number().nullable(),
      }),
    ),
    example: queueExamples.stats,
  }),
};
