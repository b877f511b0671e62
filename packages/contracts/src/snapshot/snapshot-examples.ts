import { sectionNames, type SectionName } from "./section-names.ts";
import { snapshotDocument } from "./snapshot.ts";

/**
 * What reads of the snapshot answer, in the documentation: an excerpt, with null for the rest, as it is where an owner has not answered
 * yet. A test holds each against the schema of its operation.
 */
const at = "2026-03-01T09:30:00.000Z";
const epoch = "01955f2b-7c10-7a44-9c3e-5d1f0b8a2e61";

const job = {
  id: "0195504b-10c4-7f52-a6d3-8e4b90f1a753",
  user_id: "0195504a-2b11-7c3d-9a54-1f0e6d2c7b11",
  title: "talk.mp4",
  status: "failed",
  stage: "moment_detector",
  progress: 0.42,
  priority: "normal",
  run: 1,
  clip_count: 0,
  note: null,
  error: { code: "MEDIA_UNSUPPORTED", stage: "fetch", message: "There is no sound in this video." },
  seeded: false,
  version: 7,
  trace_id: "0af7651916cd43dd8448eb211c80319c",
  created_at: at,
  started_at: at,
  finished_at: at,
  media_seconds: 1832.4,
  tries: 1,
  worker_id: "video_cutter-1-5f1c2b3a",
};

const dashboard = {
  jobs: { queued: 3, processing: 2, completed: 118, failed: 4, cancelled: 1 },
  queue: { waiting: 5, running: 2, dead_letters: 0, paused: 0 },
  workers: { online: 6, total: 6 },
  agents: { healthy: 6, warning: 0, degraded: 0, offline: 0 },
  actions: { open: 0, failed_last_hour: 1 },
  breakers: { open: 0, total: 9 },
  managers: { failing: 0, total: 9 },
  audit: { chain_ok: true, unverified: 12 },
  alerts: { total: 1, critical: 0, unacknowledged: 1 },
  accounts: { total: 24, disabled: 1, locked: 0 },
};

const excerpt: Partial<Record<SectionName, Record<string, unknown>>> = {
  jobs: { counts: dashboard.jobs, recent: [job] },
  queue: { waiting: 5, running: 2, dead_letters: 0, queues: [] },
};

function sectionOf(name: Exclude<SectionName, "dashboard">): Record<string, unknown> {
  const fields = Object.keys(snapshotDocument.shape[name].shape);
  return Object.fromEntries(fields.map((field) => [field, excerpt[name]?.[field] ?? null]));
}

const sections = sectionNames
  .filter((name) => name !== "dashboard")
  .map((name): [SectionName, Record<string, unknown>] => [name, sectionOf(name)]);
const stale = [{ section: "agents_workers", owner: "fleet", as_of: null }];

export const snapshotExamples = {
  ssot: {
    reply: { epoch, version: 41, generated_at: at, stale, dashboard, ...Object.fromEntries(sections) },
  },
  ssotHealth: {
    reply: {
      epoch,
      version: 41,
      builder: "read-model-1",
      confirmed_at: at,
      stale,
      owners: [{ owner: "jobs", answers: true, last_answer_at: at, took_ms: 6.2 }],
    },
  },
  ssotSection: { params: { section: "jobs" }, query: { status: "failed" }, reply: [job] },
};
