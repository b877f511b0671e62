import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { parentOf, query, until } from "../driver.ts";
import { failedJob, historyOf, jobRunningAt, resumeAll, statusesOf, stepStates, waitingJobs } from "./jobs-of.ts";
import { sendAction, type ActionCases } from "./world.ts";

/** Longer than a worker takes to claim what it may. */
const longEnoughToStartMs = 2500;

export const jobCases: ActionCases<
  "job.cancel" | "job.retry" | "job.set_priority" | "job.bulk_retry" | "job.bulk_cancel" | "job.purge"
> = {
  "job.cancel": {
    async prepare(world) {
      const { jobId, programs } = await jobRunningAt(world, "video_cutter");
      return {
        payload: { job_id: jobId },
        async observe() {
          await until(() => programs.every((pid) => parentOf(pid) === undefined));
          await sleep(longEnoughToStartMs);
          const states = await stepStates(world, jobId);
          expect(states.video_cutter).toBe("cancelled");
          expect(Object.values(states)).not.toContain("running");
          const files = path.join(world.stack.folder, "media", "output", "jobs", jobId, "1", "video_cutter");
          expect(existsSync(files)).toBe(false);
        },
        effect: () => historyOf(world, [jobId]),
      };
    },
  },

  "job.retry": {
    async prepare(world) {
      const { jobId } = await jobRunningAt(world, "video_cutter");
      await sendAction(world, "job.cancel", { job_id: jobId });
      return {
        payload: { job_id: jobId },
        async observe(result) {
          expect(result).toMatchObject({ run: 2, from_stage: "video_cutter" });
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          const stages = await query<{ stage: string }>(
            world.stack,
            "select s.stage from attempts a join steps s on s.id = a.step_id where s.job_id = $1 and s.run = 2",
            [jobId],
          );
          expect(stages).toEqual([{ stage: "video_cutter" }]);
        },
        effect: () => query(world.stack, "select run, state from runs where job_id = $1 order by run", [jobId]),
      };
    },
  },

  "job.set_priority": {
    async prepare(world) {
      // One at a time, so that the order in which they are taken can be seen.
      await sendAction(world, "worker.set_concurrency", { agent: "video_downloader", concurrency: 1 });
      const [older = "", newer = ""] = await waitingJobs(world, 2);
      return {
        payload: { job_id: newer, priority: "urgent" },
        async observe() {
          await resumeAll(world);
          const first = await until(async () => {
            const rows = await query<{ job_id: string }>(
              world.stack,
              "select s.job_id from attempts a join steps s on s.id = a.step_id where s.job_id = any($1) order by a.started_at",
              [[older, newer]],
            );
            return rows[0]?.job_id;
          });
          expect(first).toBe(newer);
        },
        effect: () =>
          query(world.stack, "select name, version from events where entity_id = $1 and name = 'job:prioritised'", [
            newer,
          ]),
        // They would be tried again for a while.
        restore: async () => void (await sendAction(world, "job.bulk_cancel", { job_ids: [older, newer] })),
      };
    },
  },

  "job.bulk_retry": {
    async prepare(world) {
      const jobs = await Promise.all([failedJob(world), failedJob(world)]);
      return {
        payload: { job_ids: jobs },
        async observe(result) {
          expect(result).toMatchObject({ succeeded: 2, failed: 0 });
          for (const jobId of jobs) {
            await until(
              async () =>
                (await query(world.stack, "select 1 from runs where job_id = $1 and run = 2", [jobId])).length > 0,
            );
          }
        },
        effect: () => query(world.stack, "select job_id, run from runs where job_id = any($1) order by 1, 2", [jobs]),
        dryRun: { ids: async () => jobs, untouched: () => historyOf(world, jobs) },
      };
    },
  },

  "job.bulk_cancel": {
    async prepare(world) {
      const jobs = await waitingJobs(world, 3);
      return {
        payload: { job_ids: jobs },
        async observe(result) {
          expect(result).toMatchObject({ succeeded: 3, failed: 0 });
          expect(await statusesOf(world, jobs)).toEqual(new Set(["cancelled"]));
        },
        effect: () => historyOf(world, jobs),
        dryRun: { ids: async () => jobs, untouched: () => historyOf(world, jobs) },
        restore: () => resumeAll(world),
      };
    },
  },

  "job.purge": {
    async prepare(world) {
      const jobs = await Promise.all([failedJob(world), failedJob(world)]);
      await query(
        world.stack,
        "update jobs set created_at = created_at - interval '400 days', finished_at = finished_at - interval '400 days' where id = any($1)",
        [jobs],
      );
      return {
        payload: { older_than_days: 365, statuses: ["failed"] },
        async observe() {
          expect(await query(world.stack, "select 1 from jobs where id = any($1)", [jobs])).toEqual([]);
          expect(await query(world.stack, "select 1 from steps where job_id = any($1)", [jobs])).toEqual([]);
          const folders = jobs.map((jobId) => path.join(world.stack.folder, "media", "output", "jobs", jobId));
          await until(() => folders.every((folder) => !existsSync(folder)));
        },
        effect: () => query(world.stack, "select count(*)::int as n from jobs"),
        dryRun: {
          ids: async () => jobs,
          untouched: () => query(world.stack, "select id, version from jobs where id = any($1) order by id", [jobs]),
        },
      };
    },
  },
};
