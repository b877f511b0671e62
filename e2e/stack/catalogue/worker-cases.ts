import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import { stepStates, uploadedJob } from "./jobs-of.ts";
import { isAlive, liveWorkers, onlyWorker, scaleTo, watchWorkers, wishes } from "./workers-of.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

const longEnoughToStartMs = 2500;

export const workerCases: ActionCases<
  | "worker.restart"
  | "worker.restart_all"
  | "worker.scale"
  | "worker.pause"
  | "worker.resume"
  | "worker.drain"
  | "worker.stop"
  | "worker.set_concurrency"
  | "worker.forget"
> = {
  "worker.restart": {
    async prepare(world) {
      const worker = await onlyWorker(world, "audio_transcriber");
      const jobId = await uploadedJob(world);
      await until(async () => (await stepStates(world, jobId)).audio_transcriber === "running", 5);
      return {
        payload: { worker_id: worker.worker_id, graceful: true },
        async observe() {
          const now = await onlyWorker(world, "audio_transcriber");
          expect(now).toMatchObject({ slot: worker.slot });
          expect(now.pid).not.toBe(worker.pid);
          expect(isAlive(worker.pid)).toBe(false);
          expect(world.stack.pidOf("audio_transcriber")).toBe(now.pid);
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
        },
        effect: () => liveWorkers(world, "audio_transcriber"),
      };
    },
  },

  "worker.restart_all": {
    async prepare(world) {
      const worker = await onlyWorker(world, "face_detector");
      const watch = watchWorkers(world, "face_detector");
      return {
        payload: { agent: "face_detector" },
        async observe(result) {
          expect(result).toMatchObject({ succeeded: 1, failed: 0 });
          const now = await onlyWorker(world, "face_detector");
          expect(now.pid).not.toBe(worker.pid);
          expect(await watch.fewest()).toBeGreaterThanOrEqual(1);
        },
        effect: () => liveWorkers(world, "face_detector"),
        dryRun: { ids: async () => [worker.worker_id], untouched: () => wishes(world) },
      };
    },
  },

  "worker.scale": {
    async prepare(world) {
      return {
        payload: { agent: "moment_detector", replicas: 3 },
        async observe() {
          const workers = await until(async () => {
            const live = await liveWorkers(world, "moment_detector");
            return live.length === 3 && live;
          });
          expect(new Set(workers.map(({ pid }) => pid)).size).toBe(3);
        },
        effect: () => liveWorkers(world, "moment_detector"),
        async restore() {
          const before = await liveWorkers(world, "moment_detector");
          const [kept] = await scaleTo(world, "moment_detector", 1);
          const gone = before.filter(({ pid }) => pid !== kept?.pid);
          await until(() => gone.every(({ pid }) => !isAlive(pid)));
        },
      };
    },
  },

  "worker.pause": {
    async prepare(world) {
      const { worker_id } = await onlyWorker(world, "moment_detector");
      return {
        payload: { worker_id },
        observe: () => expectNothingTaken(world),
        effect: () => wishes(world),
        async restore() {
          await sendAction(world, "worker.resume", { worker_id });
        },
      };
    },
  },

  "worker.resume": {
    async prepare(world) {
      const { worker_id } = await onlyWorker(world, "moment_detector");
      await sendAction(world, "worker.pause", { worker_id });
      const jobId = await uploadedJob(world);
      await until(async () => (await stepStates(world, jobId)).moment_detector === "waiting");
      return {
        payload: { worker_id },
        observe: async () => expect((await world.user.untilEnded(jobId)).status).toBe("completed"),
        effect: () => wishes(world),
      };
    },
  },

  "worker.drain": {
    async prepare(world) {
      await scaleTo(world, "video_cutter", 2);
      const jobId = await uploadedJob(world);
      const worker_id = await until(() => workerAt(world, jobId, "video_cutter"), 5);
      const worker = (await liveWorkers(world, "video_cutter")).find((one) => one.worker_id === worker_id);
      return {
        payload: { worker_id },
        async observe() {
          await until(() => !isAlive(worker?.pid ?? 0));
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          const attempts = await query(
            world.stack,
            "select a.outcome, a.worker_id from attempts a join steps s on s.id = a.step_id where s.job_id = $1 and s.stage = 'video_cutter'",
            [jobId],
          );
          expect(attempts).toEqual([{ outcome: "done", worker_id }]);
          await sleep(longEnoughToStartMs);
          expect(await liveWorkers(world, "video_cutter")).toHaveLength(1);
        },
        effect: () => liveWorkers(world, "video_cutter"),
        restore: async () => void (await scaleTo(world, "video_cutter", 1)),
      };
    },
  },

  "worker.stop": {
    async prepare(world) {
      await scaleTo(world, "video_cutter", 2);
      const jobId = await uploadedJob(world);
      const worker_id = await until(() => workerAt(world, jobId, "video_cutter"), 5);
      const worker = (await liveWorkers(world, "video_cutter")).find((one) => one.worker_id === worker_id);
      return {
        payload: { worker_id, force: true },
        async observe() {
          await until(() => !isAlive(worker?.pid ?? 0));
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          const last = await workerAt(world, jobId, "video_cutter");
          expect(last).not.toBe(worker_id);
        },
        effect: () => liveWorkers(world, "video_cutter"),
        restore: async () => void (await scaleTo(world, "video_cutter", 1)),
      };
    },
  },

  "worker.set_concurrency": {
    async prepare(world) {
      const worker = await onlyWorker(world, "video_cutter");
      await sendAction(world, "queue.pause", { queue: "video_cutter" });
      const jobs = await Promise.all([uploadedJob(world), uploadedJob(world)]);
      for (const jobId of jobs) {
        await until(async () => (await stepStates(world, jobId)).video_cutter === "waiting");
      }
      return {
        payload: { agent: "video_cutter", concurrency: 2 },
        async observe() {
          await sendAction(world, "queue.resume", { queue: "video_cutter" });
          for (const jobId of jobs) expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          const [together] = await query<{ overlap: boolean }>(
            world.stack,
            "select max(a.started_at) < min(a.ended_at) as overlap from attempts a join steps s on s.id = a.step_id where s.job_id = any($1) and s.stage = 'video_cutter'",
            [jobs],
          );
          expect(together).toEqual({ overlap: true });
          expect(await onlyWorker(world, "video_cutter")).toEqual(worker);
        },
        effect: () => wishes(world),
        async restore() {
          await sendAction(world, "worker.set_concurrency", { agent: "video_cutter", concurrency: 1 });
        },
      };
    },
  },

  "worker.forget": {
    async prepare(world) {
      const [, gone] = await scaleTo(world, "intelligent_cropper", 2);
      const stopped = { worker_id: gone?.worker_id, force: true };
      await untilActionEnded(world, await sendAction(world, "worker.stop", stopped));
      const rows = () => query(world.stack, "select 1 from workers where worker_id = $1", [gone?.worker_id], "fleet");
      expect(await rows()).toHaveLength(1);
      return {
        payload: { worker_id: gone?.worker_id },
        observe: async () => expect(await rows()).toEqual([]),
        effect: rows,
        restore: async () => void (await scaleTo(world, "intelligent_cropper", 1)),
      };
    },
  },
};

async function expectNothingTaken(world: World): Promise<void> {
  const jobId = await uploadedJob(world);
  await until(async () => (await stepStates(world, jobId)).moment_detector === "waiting");
  await sleep(longEnoughToStartMs);
  expect((await stepStates(world, jobId)).moment_detector).toBe("waiting");
}

/** The worker that has, or had last, a job's step. */
async function workerAt(world: World, jobId: string, stage: string): Promise<string | undefined> {
  const rows = await query<{ worker_id: string }>(
    world.stack,
    "select a.worker_id from attempts a join steps s on s.id = a.step_id where s.job_id = $1 and s.stage = $2 order by a.started_at desc limit 1",
    [jobId, stage],
  );
  return rows[0]?.worker_id;
}
