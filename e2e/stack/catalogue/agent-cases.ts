import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import { stepStates, uploadedJob } from "./jobs-of.ts";
import { liveWorkers, onlyWorker, watchWorkers, wishes } from "./workers-of.ts";
import { sendAction, type ActionCases } from "./world.ts";

const longEnoughToStartMs = 2500;

export const agentCases: ActionCases<
  "agent.start" | "agent.stop" | "agent.restart" | "agent.configure" | "agent.health_check"
> = {
  "agent.start": {
    async prepare(world) {
      await sendAction(world, "agent.stop", { agent: "moment_detector" });
      const jobId = await uploadedJob(world);
      await until(async () => (await stepStates(world, jobId)).moment_detector === "waiting");
      return {
        payload: { agent: "moment_detector" },
        observe: async () => expect((await world.user.untilEnded(jobId)).status).toBe("completed"),
        effect: () => wishes(world),
      };
    },
  },

  "agent.stop": {
    async prepare(world) {
      return {
        payload: { agent: "moment_detector" },
        async observe() {
          // Also a worker that has only just begun takes nothing.
          const { pid } = await onlyWorker(world, "moment_detector");
          world.stack.kill("moment_detector");
          await until(async () => (await onlyWorker(world, "moment_detector")).pid !== pid);
          const jobId = await uploadedJob(world);
          await until(async () => (await stepStates(world, jobId)).moment_detector === "waiting");
          await sleep(longEnoughToStartMs);
          expect((await stepStates(world, jobId)).moment_detector).toBe("waiting");
        },
        effect: () => query(world.stack, "select agent, generation, taking from agents order by 1", [], "fleet"),
        async restore() {
          await sendAction(world, "agent.start", { agent: "moment_detector" });
        },
      };
    },
  },

  "agent.restart": {
    async prepare(world) {
      const worker = await onlyWorker(world, "face_detector");
      const watch = watchWorkers(world, "face_detector");
      return {
        payload: { agent: "face_detector" },
        async observe() {
          expect((await onlyWorker(world, "face_detector")).pid).not.toBe(worker.pid);
          expect(await watch.fewest()).toBeGreaterThanOrEqual(1);
        },
        effect: () => liveWorkers(world, "face_detector"),
      };
    },
  },

  "agent.configure": {
    async prepare(world) {
      return {
        payload: { agent: "video_cutter", patch: { crf: 30 } },
        async observe() {
          const jobId = await uploadedJob(world);
          await world.user.untilEnded(jobId);
          const [clip] = await world.user.clips(jobId);
          expect(JSON.stringify(clip?.provenance)).toContain('"crf":30');
        },
        effect: () => wishes(world),
        async restore() {
          await sendAction(world, "agent.configure", { agent: "video_cutter", patch: { crf: null } });
        },
      };
    },
  },

  "agent.health_check": {
    async prepare(world) {
      const worker = await onlyWorker(world, "face_detector");
      const tests = () =>
        query(
          world.stack,
          "select report -> 'self_test' ->> 'id' as id, report -> 'self_test' ->> 'ok' as ok from workers where worker_id = $1",
          [worker.worker_id],
          "fleet",
        );
      const before = await tests();
      return {
        payload: { agent: "face_detector" },
        async observe(result) {
          expect(result).toMatchObject({ succeeded: 1, failed: 0, items: [{ outcome: "done" }] });
          const after = await tests();
          expect(after).not.toEqual(before);
          expect(after).toMatchObject([{ ok: "true" }]);
        },
        effect: tests,
      };
    },
  },
};
