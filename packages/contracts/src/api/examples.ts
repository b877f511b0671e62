/**
 * What operations send and answer in the documentation: one upload, one job and one clip that belong together. A test holds
 * each against the schema of its operation.
 */
export const at = "2026-03-01T09:30:00.000Z";
export const userId = "0195504a-2b11-7c3d-9a54-1f0e6d2c7b11";
const uploadId = "0195504a-8d20-7e41-8b0f-52a1c7e93d42";
const jobId = "0195504b-10c4-7f52-a6d3-8e4b90f1a753";
const clipId = "0195504f-66e9-7a63-b1c8-3d5f2a84e964";
const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const account = { id: userId, email: "ada@example.com", role: "user", granted: [], denied: [] };
const session = {
  access_token: "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJyb2xlIjoidXNlciJ9.c2lnbmF0dXJl",
  refresh_token: "q0Zk3vJc8mW1tYb5RrD7uXe2LhN9sAoPfGiK4VdTnEw",
  token_type: "Bearer",
  expires_in: 900,
  user: account,
};
const credentials = { email: account.email, password: "correct horse battery" };
const refreshToken = { refresh_token: session.refresh_token };

export const authExamples = {
  login: { body: credentials, reply: session },
  refresh: { body: refreshToken, reply: session },
  logout: { body: refreshToken, reply: { ended: true } },
  register: { body: credentials, reply: session },
  password: {
    body: { current_password: credentials.password, new_password: "staple correct horse" },
    reply: { changed: true },
  },
  jwks: {
    reply: {
      keys: [
        {
          kty: "OKP",
          crv: "Ed25519",
          use: "sig",
          alg: "EdDSA",
          kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
          x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        },
      ],
    },
  },
};

export const systemExamples = {
  index: {
    reply: { name: "AgentOS", version: "0.1.0", links: { docs: "/docs", openapi: "/openapi.json", health: "/health" } },
  },
  health: {
    reply: {
      status: "ok",
      version: "0.1.0",
      uptime_seconds: 86_400,
      services: { identity: "reachable", uploads: "reachable", jobs: "reachable" },
    },
  },
};

const chunkSize = 8_388_608;
const upload = {
  upload_id: uploadId,
  filename: "talk.mp4",
  size: 20_971_520,
  status: "receiving",
  total_chunks: 3,
  chunk_size: chunkSize,
  job_id: null,
  created_at: at,
};

export const uploadExamples = {
  list: { reply: [upload] },
  init: {
    body: { filename: upload.filename, size: upload.size, sha256 },
    reply: { upload_id: uploadId, chunk_size: chunkSize, total_chunks: 3 },
  },
  chunk: {
    query: { upload_id: uploadId, index: 0 },
    reply: { upload_id: uploadId, index: 0, received: 1, total_chunks: 3 },
  },
  finalize: {
    body: { upload_id: uploadId, options: { clip_count: 6, language: "en" } },
    reply: { upload_id: uploadId, sha256, job_id: jobId },
  },
  status: { reply: { ...upload, received: [0, 2] } },
};

const job = {
  id: jobId,
  user_id: userId,
  title: "talk.mp4",
  status: "processing",
  stage: "moment_detector",
  progress: 0.42,
  eta_seconds: 95,
  priority: "normal",
  run: 1,
  clip_count: 0,
  note: null,
  error: null,
  seeded: false,
  version: 7,
  trace_id: "0af7651916cd43dd8448eb211c80319c",
  created_at: at,
  started_at: at,
  finished_at: null,
};

const clip = {
  id: clipId,
  job_id: jobId,
  index: 0,
  title: "Why nobody reads the manual",
  start_seconds: 184.2,
  end_seconds: 213.9,
  duration_seconds: 29.7,
  width: 720,
  height: 1280,
  bytes: 5_242_880,
  score: 0.87,
  reasons: ["opens with a question", "a contrast: nobody … everybody"],
  url: "/media/eyJjIjoi-clip",
  thumbnail_url: "/media/eyJjIjoi-thumbnail",
  captions_url: "/media/eyJjIjoi-vtt",
  subtitles_url: "/media/eyJjIjoi-srt",
  urls_expire_at: at,
  quality: {
    framing: "cropped",
    face_inside_share: 0.98,
    max_travel_px_per_s: 41,
    reversals_per_s: 0.05,
    note: null,
    loudness_lufs: -14.1,
    av_offset_ms: 3,
    captions: "burned",
  },
  provenance: { source_sha256: sha256, output_sha256: sha256, stages: { video_cutter: { ffmpeg: "7.1", crf: 21 } } },
  created_at: at,
};

const started = { job_id: jobId, status: "queued" };

export const jobExamples = {
  list: { reply: [job] },
  summary: {
    reply: {
      by_status: { queued: 1, processing: 2, completed: 40, failed: 2, cancelled: 1 },
      active: 3,
      total: 46,
      clips: 231,
      success_rate: 0.95,
      mean_seconds: 148.5,
    },
  },
  create: { body: { upload_id: uploadId, options: { clip_count: 6 } }, reply: started },
  get: {
    reply: {
      ...job,
      source: { kind: "upload", upload_id: uploadId, filename: upload.filename, bytes: upload.size },
      duration_seconds: 612.4,
      options: {
        clip_count: 6,
        min_seconds: 15,
        max_seconds: 60,
        aspect: "9:16",
        resolution: "720p",
        captions: "auto",
        caption_style: "highlight",
        language: "auto",
        priority: "normal",
      },
      steps: [
        {
          stage: "video_downloader",
          label: "Fetching the video",
          state: "done",
          progress: 1,
          tries: 1,
          reused: false,
          started_at: at,
          finished_at: at,
          duration_seconds: 4.2,
        },
      ],
      notes: [],
      work: [
        {
          stage: "video_downloader",
          attempts: [
            {
              try: 1,
              worker_id: "video_downloader-local-5f1c2b3a",
              outcome: "done",
              error: null,
              waited_seconds: 0.4,
              started_at: at,
              ended_at: at,
            },
          ],
          files: [{ name: "source.mp4", bytes: upload.size, sha256, content_type: "video/mp4" }],
        },
      ],
      runs: [{ run: 1, state: "active", begun_at: at, begun_by: null, ended_at: null, cancelled_by: null }],
    },
  },
  clips: { reply: [clip] },
  retryPreview: {
    reply: { allowed: true, why_not: null, from_stage: "video_cutter", reused_stages: ["video_downloader"] },
  },
  cancel: { body: { reason: "The wrong file" }, reply: { job_id: jobId, status: "cancelled" } },
  retry: { body: { from_stage: "video_cutter" }, reply: { ...started, run: 2, from_stage: "video_cutter" } },
  note: { body: { note: "For the autumn campaign" }, reply: { job_id: jobId, note: "For the autumn campaign" } },
};

export const clipExamples = { recent: { reply: [clip] }, get: { reply: clip } };

const row = { queue: "video_cutter", label: "Cutting the clips", waiting: 3, running: 1, held: 0, dead_letters: 0 };

export const queueExamples = {
  status: {
    reply: {
      waiting: 3,
      running: 1,
      dead_letters: 0,
      queues: [{ ...row, paused: false, oldest_waiting_seconds: 12.5 }],
    },
  },
  details: {
    reply: [
      {
        queue: "video_cutter",
        job_id: jobId,
        step_id: "0195504b-2f77-7d84-93ab-60c9e1d2f586",
        state: "running",
        priority: "normal",
        tries: 1,
        worker_id: "video_cutter-local-5f1c2b3a",
        progress: 0.3,
        waiting_since: at,
      },
    ],
  },
  stats: {
    reply: [
      {
        queue: "video_cutter",
        finished: 18,
        failed: 0,
        p50_seconds: 31.2,
        p95_seconds: 58.9,
        p50_wait_seconds: 2.1,
        eta_seconds: 96,
      },
    ],
  },
};
