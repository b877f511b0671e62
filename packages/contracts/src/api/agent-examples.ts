const at = "2026-03-01T09:30:00.000Z";
const agent = "video_cutter";
const slot = "video_cutter-1";
const workerId = "video_cutter-1-5f1c2b3a";
const jobId = "0195504b-10c4-7f52-a6d3-8e4b90f1a753";
const attemptId = "6f1d0a4e-52b7-4f8a-9d0c-3b1f7a2c9e55";

const agentRow = {
  agent,
  label: "Cutting the clips",
  taking: true,
  health: "healthy",
  workers_online: 1,
  workers: 1,
  desired_replicas: null,
  running_tasks: 1,
  capacity: 1,
  version: 1,
};

const figures = {
  done: 18,
  failed: 2,
  recent_done: 18,
  recent_failed: 2,
  busy_seconds: 640,
  useful_seconds: 608,
  cpu_percent: 141.2,
  cores: 2,
  rss_bytes: 412_000_000,
  memory_bytes: 8_000_000_000,
};

const scored = { score: 85.5, success: 0.9, efficiency: 0.95, done: 18, failed: 2, busy_seconds: 640 };
const selfTest = { id: "start", ok: true, error_code: null, message: null, seconds: 0.4, at };
const task = { attempt_id: attemptId, job_id: jobId, progress: 0.3, since: at };

const worker = {
  worker_id: workerId,
  agent,
  slot,
  pid: 4242,
  state: "online",
  offline_reason: null,
  ready: true,
  taking: true,
  paused: false,
  draining: false,
  concurrency: 1,
  tasks: [task],
  figures,
  health: { tier: "healthy", reasons: [] },
  performance: scored,
  self_test: selfTest,
  version: 1,
  started_at: at,
  last_seen_at: at,
};

/** What the operations on agents answer, in the documentation. */
export const agentExamples = {
  status: { reply: { workers_online: 1, workers: 1, agents: [agentRow] } },
  performance: {
    reply: [
      {
        ...scored,
        agent,
        workers: [{ ...scored, worker_id: workerId, slot }],
        history: [{ at, workers_online: 1, done: 17, failed: 2, cpu_percent: 138.4 }],
      },
    ],
  },
  health: {
    reply: {
      tiers: { healthy: 1, warning: 0, degraded: 0, offline: 0 },
      workers: [
        { worker_id: workerId, agent, slot, tier: "healthy", reasons: [], last_seen_at: at, self_test: selfTest },
      ],
    },
  },
  config: {
    reply: [
      {
        agent,
        version: 2,
        taking: true,
        desired_replicas: null,
        concurrency: null,
        settings: { crf: 19 },
        in_force: { preset: "veryfast", crf: 19 },
        schema: { type: "object", properties: { crf: { type: "integer", minimum: 10, maximum: 40 } } },
      },
    ],
  },
  logs: {
    params: { agent_id: agent },
    reply: [
      {
        at,
        what: "attempt:failed",
        worker_id: workerId,
        job_id: jobId,
        error_code: "STAGE_FAILED",
        message: "A step of the pipeline failed. Retry the job.",
      },
    ],
  },
  queue: {
    params: { agent_id: agent },
    reply: {
      queue: agent,
      label: "Cutting the clips",
      waiting: 3,
      running: 1,
      held: 0,
      dead_letters: 0,
      paused: false,
      oldest_waiting_seconds: 12.5,
      tasks: [{ ...task, worker_id: workerId }],
    },
  },
  get: { params: { agent_id: agent }, reply: { ...agentRow, worker_list: [worker] } },
};
