const durations = { mean_seconds: 61.2, p50_seconds: 58.4, p95_seconds: 93.1, p99_seconds: 101.7 };

/** What is sent and what comes back, for readers of the documentation. */
export const analyticsExamples = {
  metrics: {
    query: { from: "2026-03-01T00:00:00Z", to: "2026-03-01T02:00:00Z" },
    reply: {
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-03-01T02:00:00.000Z",
      created: 12,
      retried: 1,
      completed: 9,
      failed: 1,
      cancelled: 0,
      clips: 41,
      success_rate: 0.9,
      turnaround: durations,
      processing: durations,
      sla: { target_seconds: 1800, within: 9, beyond: 1, share: 0.9 },
      throughput: [{ at: "2026-03-01T00:00:00.000Z", created: 12, completed: 9, failed: 1, cancelled: 0 }],
      stages: [
        {
          stage: "video_cutter",
          done: 9,
          failed: 1,
          tried_again: 2,
          interrupted: 0,
          duration: durations,
          wait: { mean_seconds: 1.1, p50_seconds: 0.4, p95_seconds: 3.2, p99_seconds: 4.9 },
          busy_seconds: 551.2,
          online_seconds: 7200,
          use: 0.0766,
        },
      ],
      errors: [
        {
          fingerprint: "9f2c1ab04d7e6c35",
          error_code: "STAGE_FAILED",
          stage: "video_cutter",
          count: 1,
          last_at: "2026-03-01T01:00:00.000Z",
        },
      ],
      clips_per_job: {
        mean: 4.56,
        counts: [
          { clips: 4, jobs: 4 },
          { clips: 5, jobs: 5 },
        ],
      },
    },
  },
};
