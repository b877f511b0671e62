import { at, userId } from "./examples.ts";

const actionId = "0195504b-3a10-7c55-8f0e-2b1d9c7a4e01";

export const adminExamples = {
  action: {
    body: { action: "queue.pause", payload: { queue: "video_cutter", for_seconds: 600 } },
    reply: { action_id: actionId, status: "succeeded", result: { queues: ["video_cutter"], paused_until: at } },
  },
  actionStatus: {
    reply: {
      actions: [
        {
          action_id: actionId,
          action: "queue.pause",
          user_id: userId,
          state: "done",
          progress: null,
          abort_requested: false,
          result: { queues: ["video_cutter"], paused_until: at },
          error: null,
          trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
          created_at: at,
          finished_at: at,
          duration_ms: 11.4,
        },
      ],
      overview: {
        statistics: [{ action: "queue.pause", done: 12, failed: 1, open: 0, p50_ms: 8.4, p95_ms: 21.7 }],
        breakers: [{ service: "queue", state: "closed", failures: 1, calls: 13, retry_after: 0 }],
        limits: [{ name: "queue.pause", limit: 30, remaining: 9, reset_seconds: 60 }],
      },
    },
  },
};

const workers = ["video_cutter-local-5f1c2b3a"];

export const agentActionExamples = {
  start: { body: {}, reply: { agent: "video_cutter", taking: true, workers } },
  stop: { body: { reason: "A new model is rolled out" }, reply: { agent: "video_cutter", taking: false, workers } },
  configure: {
    body: { patch: { crf: 19 } },
    reply: { agent: "video_cutter", settings: { crf: 19 }, version: 4 },
  },
  clearQueue: {
    body: { reason: "A faulty batch" },
    reply: { queues: ["video_cutter"], cancelled: 3 },
  },
  restart: {
    body: { agent: "video_cutter" },
    reply: {
      succeeded: 1,
      failed: 0,
      skipped: 0,
      items: [{ id: workers[0], outcome: "done", error_code: null }],
    },
  },
};
