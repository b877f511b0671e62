import { existsSync } from "node:fs";
import path from "node:path";
import { describeError } from "@agentos/contracts/errors";
import type { PayloadOf } from "@agentos/contracts/actions/actions";
import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { expect } from "vitest";
import { query } from "../driver.ts";
import { run } from "./backup-cases.ts";
import { uploadedJob } from "./jobs-of.ts";
import { sendAction, type ActionCases, type World } from "./world.ts";

type Names = "system.restore" | "system.reset" | "database.restore";

/** Actions that put everything back, or away. */
export const restoreCases: ActionCases<Names> = {
  "system.restore": {
    async prepare(world) {
      const { jobId, clip } = await finishedJob(world);
      const { backup_id } = await run(world, "system.backup", { include_media: true });
      const before = await tablesOf(world);
      await run(world, "system.reset", { confirm: "RESET" });
      expect(existsSync(clip)).toBe(false);
      await changesNothing(world, "system.restore", { backup_id });
      return {
        payload: { backup_id },
        async observe(result) {
          expect(result).toMatchObject({ backup_id, objects_missing: 0 });
          expect(await tablesOf(world)).toEqual(before);
          expect(existsSync(clip)).toBe(true);
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          // Nobody is shut out any more, but everybody has to sign in again.
          expect(
            await query(world.stack, "select since from switches where name = 'maintenance'", [], "system"),
          ).toEqual([{ since: null }]);
        },
        effect: () => tablesOf(world),
      };
    },
  },
  "database.restore": {
    async prepare(world) {
      const { jobId, clip } = await finishedJob(world);
      const before = await tablesOf(world);
      const { backup_id } = await run(world, "database.backup", { label: "to go back to" });
      const late = await finishedJob(world);
      const wrong = await sendAction(world, "system.restore", { backup_id });
      expect({ ...wrong.body, status: wrong.status }).toMatchObject({
        status: describeError("CONFLICT").status,
        error_code: "CONFLICT",
      });
      await changesNothing(world, "database.restore", { backup_id });
      return {
        payload: { backup_id },
        async observe() {
          expect(await tablesOf(world)).toEqual(before);
          expect((await world.user.get(`/api/jobs/${late.jobId}`)).status).toBe(404);
          expect((await world.user.untilEnded(jobId)).status).toBe("completed");
          // The files of both are left alone.
          expect([existsSync(clip), existsSync(late.clip)]).toEqual([true, true]);
        },
        effect: () => tablesOf(world),
      };
    },
  },
  "system.reset": {
    async prepare(world) {
      const { clip } = await finishedJob(world);
      await changesNothing(world, "system.reset", { confirm: "RESET" });
      const before = await tablesOf(world);
      return {
        payload: { confirm: "RESET" },
        async observe() {
          expect(await tablesOf(world)).toEqual({ ...before, jobs: [], clips: [] });
          expect(existsSync(clip)).toBe(false);
          expect((await world.user.get("/api/jobs/today")).status).toBe(200);
        },
        effect: () => tablesOf(world),
      };
    },
  },
};

/** A job that is done, and the file of its first clip. */
async function finishedJob(world: World): Promise<{ jobId: string; clip: string }> {
  const jobId = await uploadedJob(world);
  expect((await world.user.untilEnded(jobId)).status).toBe("completed");
  const [clip] = await query<{ key: string }>(
    world.stack,
    "select video ->> 'key' as key from clips where job_id = $1 order by clip_index limit 1",
    [jobId],
  );
  return { jobId, clip: path.join(world.stack.folder, "media", "output", clip?.key ?? "") };
}

/** What people would miss. */
async function tablesOf({ stack }: World): Promise<Record<"jobs" | "clips" | "users", unknown[]>> {
  return {
    jobs: await query(stack, "select * from jobs order by id"),
    clips: await query(stack, "select * from clips order by id"),
    users: await query(stack, "select id, email, password_hash, role from users order by id", [], "identity"),
  };
}

/** A dry run names the tables, and leaves them as they are. */
async function changesNothing<Name extends Names>(world: World, name: Name, payload: PayloadOf<Name>): Promise<void> {
  const before = await tablesOf(world);
  const { status, body } = await sendAction(world, name, payload, { dryRun: true });
  expect(status).toBe(200);
  const result = (body.data as ActionReply).result as { count: number; first: string[] };
  expect(result.first).toContain("jobs.clips");
  expect(result.count).toBeGreaterThanOrEqual(result.first.length);
  expect(await tablesOf(world)).toEqual(before);
}
