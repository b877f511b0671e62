import { AppError } from "@agentos/contracts/errors";
import type { StageDefinition } from "@agentos/stage-kit/stage";
import { until } from "./until.ts";

/** The stage that the tests' workers serve; it needs nothing of another one. */
export const testAgent = "video_downloader";
type Definition = StageDefinition<typeof testAgent>;

/** A tiny stage whose tasks end when the test says so. */
export type TestStage = {
  definition: Definition;
  /** Jobs that run now, and the settings that each runs with. */
  running: Map<string, Parameters<Definition["run"]>[1]["settings"]>;
  /** Lets a task end; with an error, if given. */
  finish(jobId: string, error?: AppError): void;
  /** What the self-test says from now on. */
  selfTest: AppError | null;
};

const sha256 = "a".repeat(64);

export function createTestStage(): TestStage {
  const ends = new Map<string, AppError | null>();
  const stage: TestStage = {
    running: new Map(),
    selfTest: null,
    finish: (jobId, error) => void ends.set(jobId, error ?? null),
    definition: {
      name: testAgent,
      settings: { maxSeconds: 100, minSeconds: 1, transcodedLongSide: 640, maxFps: 30, fetchTimeoutSeconds: 10 },
      async selfTest() {
        if (stage.selfTest) throw stage.selfTest;
      },
      async run({ job_id }, { signal, settings }) {
        stage.running.set(job_id, settings);
        try {
          await until(`the test to end ${job_id}`, () => signal.aborted || ends.has(job_id));
          signal.throwIfAborted();
          const error = ends.get(job_id);
          if (error) throw error;
          return output;
        } finally {
          stage.running.delete(job_id);
        }
      },
    },
  };
  return stage;
}

const output: Awaited<ReturnType<Definition["run"]>> = {
  source: { kind: "url", filename: "a", bytes: 1, sha256 },
  media: { key: "a", bytes: 1, sha256, content_type: "video/mp4" },
  normalised: "original",
  duration_seconds: 1,
  width: 16,
  height: 16,
  fps: 30,
  has_audio: false,
  subtitles: null,
  tools: {},
};
