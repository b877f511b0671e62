import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import {
  deadJobs,
  historyOf,
  pauseAll,
  resumeAll,
  statusesOf,
  stepStates,
  uploadedJob,
  waitingAt,
  waitingJobs,
} from "./jobs-of.ts";
import { sendAction, type ActionCase, type ActionCases, type World } from "./world.ts";

const firstStage = "video_downloader";
const longEnoughToStartMs = 2500;

export const queueCases: ActionCases<
  "queue.pause" | "queue.resume" | "queue.clear" | "queue.drain" | "queue.redrive" | "agent.clear_queue"
> = {
  "queue.pause": {
    async prepare(world) {
      return {
        payload: { queue: firstStage },
        async observe() {
          const jobId = await uploadedJob(world);
          await sleep(longEnoughToStartMs);
          expect((await stepStates(world, jobId))[firstStage]).toBe("waiting");
        },
        effect: () => queueRow(world, firstStage),
        restore: () => resumeAll(world),
      };
    },
  },

  "queue.resume": {
    async prepare(world) {
      await pauseAll(world);
      const jobId = await uploadedJob(world);
      return {
        payload: { queue: "default" },
        observe: async () => expect((await world.user.untilEnded(jobId)).status).toBe("completed"),
        effect: () => queueRow(world, firstStage),
      };
    },
  },

  "queue.clear": clearing({ queue: firstStage }),
  "agent.clear_queue": clearing({ agent: firstStage }),

  "queue.drain": {
    async prepare(world) {
      const before = await uploadedJob(world);
      await until(async () => (await stepStates(world, before)).video_cutter === "running", 5);
      return {
        payload: { queue: "video_cutter" },
        async observe() {
          expect((await world.user.untilEnded(before)).status).toBe("completed");
          await until(async () => {
            const [row] = await query<{ paused: boolean }>(
              world.stack,
              "select paused from queues where stage = 'video_cutter'",
            );
            return row?.paused;
          });
          const after = await uploadedJob(world);
          await until(async () => (await stepStates(world, after)).video_cutter === "held");
          await sendAction(world, "queue.resume", { queue: "video_cutter" });
          expect((await world.user.untilEnded(after)).status).toBe("completed");
        },
        effect: () => queueRow(world, "video_cutter"),
        restore: () => resumeAll(world),
      };
    },
  },

  "queue.redrive": {
    async prepare(world) {
      const jobs = await deadJobs(world, 2);
      const older = jobs.slice(0, 1);
      // Nothing else is to be among the oldest.
      await query(world.stack, "update dead_letters set resolved_at = now() where not job_id = any($1)", [jobs]);
      return {
        payload: { queue: firstStage, limit: 1 },
        async observe(result) {
          expect(result).toMatchObject({ succeeded: 1, failed: 0 });
          const runs = await query(world.stack, "select job_id from runs where job_id = any($1) and run = 2", [jobs]);
          expect(runs).toEqual([{ job_id: older[0] }]);
        },
        effect: () => query(world.stack, "select job_id, run from runs where job_id = any($1) order by 1, 2", [jobs]),
        dryRun: { ids: async () => older, untouched: () => historyOf(world, jobs) },
      };
    },
  },
};

/** Everything that waits goes, in one stroke; what comes afterwards is taken. */
function clearing(payload: object): ActionCase {
  return {
    async prepare(world) {
      await waitingJobs(world, 3);
      const jobs = await waitingAt(world, firstStage);
      return {
        payload,
        async observe(result) {
          expect(result).toMatchObject({ cancelled: jobs.length });
          expect(await waitingAt(world, firstStage)).toEqual([]);
          expect(await statusesOf(world, jobs)).toEqual(new Set(["cancelled"]));
          await resumeAll(world);
          const next = await uploadedJob(world);
          expect((await world.user.untilEnded(next)).status).toBe("completed");
        },
        effect: () => historyOf(world, jobs),
        dryRun: { ids: async () => jobs, untouched: () => historyOf(world, jobs) },
        restore: () => resumeAll(world),
      };
    },
  };
}

/** Its version grows with every change of what operators have said of the queue. */
function queueRow(world: World, stage: string): Promise<unknown> {
  return query(world.stack, "select version from queues where stage = $1", [stage]);
}
