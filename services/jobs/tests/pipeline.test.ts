import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { stageNames } from "@agentos/contracts/stages/stages";
import { createFileStore } from "@agentos/storage/file-store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "./harness/until.ts";
import { startTestService, type TestService } from "./harness/service.ts";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

describe("a job's way through the stages", () => {
  test("ends with its clips, and its progress never goes back", async () => {
    const userId = randomUUID();
    const api = service.api("user", userId);
    const worker = service.worker();
    const { config } = service.stack;
    const store = createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT });
    const job_id = await service.createJob(userId);
    const read = async () => (await api(jobOperations.get, { params: { job_id } })).data;

    const queued = await read();
    expect(queued).toMatchObject({ status: "queued", stage: "video_downloader", progress: 0, eta_seconds: null });

    const progress = [queued.progress];
    for (const stage of stageNames) {
      const [task, ...others] = await worker.claim(stage, 4);
      if (!task) throw new Error(`nothing to claim at ${stage}`);
      expect(others).toEqual([]);
      expect(task).toMatchObject({ job_id, run: 1, stage, tries: 1 });
      expect(await worker.renew(task, 0.5)).toBe("continue");
      if (stage !== "video_downloader") await until("an estimate", async () => (await read()).eta_seconds !== null);
      const running = await read();
      expect(running).toMatchObject({ status: "processing", stage });
      progress.push(running.progress);
      expect(await worker.finish(task, store)).toEqual({ accepted: true, reason: null });
      progress.push((await read()).progress);
    }
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));

    const done = await read();
    expect(done).toMatchObject({ status: "completed", stage: null, progress: 1, eta_seconds: null, clip_count: 2 });
    expect(done.steps.map((step) => step.state)).toEqual(stageNames.map(() => "done"));
    expect(done.notes).toEqual(["No engine was available."]);
    expect(done.work).toBeNull();
    const seen = (await service.api("readonly")(jobOperations.get, { params: { job_id } })).data.work ?? [];
    expect(seen.map(({ stage, attempts }) => [stage, attempts.map(({ outcome }) => outcome)])).toEqual(
      stageNames.map((stage) => [stage, ["done"]]),
    );
    expect(seen.at(-1)?.files.map((file) => file.content_type)).toContain("video/mp4");
    const clips = (await api(jobOperations.clips, { params: { job_id } })).data;
    expect(clips.map((clip) => clip.index)).toEqual([1, 0]);
  });
});
