import { randomUUID } from "node:crypto";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { createContext, type Context } from "../../src/context.ts";
import { reapOnce } from "../../src/loops/reaper.ts";
import { claimSteps } from "../../src/queue/claim.ts";
import { completeAttempt } from "../../src/queue/complete.ts";
import { createFromUpload } from "../../src/queue/create-from-upload.ts";
import { outputOf } from "./outputs.ts";
import { quietLog, startStack, type StackOptions, type TestStack } from "./stack.ts";

/** The queue without the service around it: the test calls its parts, and plays the reaper's clock. */
export type TestQueue = {
  context: Context;
  stack: TestStack;
  createJob(options?: JobOptionsInput, userId?: string): Promise<string>;
  claim(stage: StageName, options?: { max?: number; worker?: string; request?: string }): Promise<ClaimedTask[]>;
  /** Claims the one step that waits there. */
  claimOne(stage: StageName, worker?: string): Promise<ClaimedTask>;
  finish(task: ClaimedTask, worker?: string): ReturnType<typeof completeAttempt>;
  /** Runs a job's stages up to, but without, `stage`. */
  bringTo(stage: StageName, jobId: string): Promise<void>;
  /** Lets leases run out: of one attempt, or of all. */
  expire(attemptId?: string): Promise<void>;
  /** A round of the reaper long after any outage. Returns how many leases it took away. */
  reap(): Promise<number>;
  close(): Promise<void>;
};

export const worker = "worker-1";
export const connected = { secondsConnected: () => 3600 };

export async function startQueue(on: StackOptions = {}): Promise<TestQueue> {
  const stack = await startStack(on);
  const context = await createContext(stack.config, { log: quietLog() });
  const { db } = context;
  const claim: TestQueue["claim"] = async (stage, options = {}) => {
    const { max = 1, worker: worker_id = worker, request: request_id = randomUUID() } = options;
    return (await claimSteps(context, { request_id, worker_id, stage, max })).tasks;
  };
  const finish: TestQueue["finish"] = async (task, worker_id = worker) =>
    completeAttempt(context, { attempt_id: task.attempt_id, worker_id, output: await outputOf(task) });
  return {
    context,
    stack,
    claim,
    finish,
    async createJob(options = {}, userId = randomUUID()) {
      const { job_id } = await createFromUpload(context, {
        user_id: userId,
        upload: newUpload(),
        options: jobOptions.parse(options),
      });
      return job_id;
    },
    async claimOne(stage, by = worker) {
      const [task] = await claim(stage, { worker: by });
      if (!task) throw new Error(`nothing to claim at ${stage}`);
      return task;
    },
    async bringTo(stage, jobId) {
      for (;;) {
        const job = await db.selectFrom("jobs").select("stage").where("id", "=", jobId).executeTakeFirstOrThrow();
        if (job.stage === stage) return;
        const tasks = await claim(job.stage, { max: 16 });
        for (const task of tasks) await finish(task);
      }
    },
    async expire(attemptId) {
      let steps = db
        .updateTable("steps")
        .set({ lease_expires_at: new Date(0) })
        .where("state", "=", "running");
      if (attemptId !== undefined) steps = steps.where("attempt_id", "=", attemptId);
      await steps.execute();
    },
    async reap() {
      const longAgo = new Date(0);
      const row = { name: "lease-reaper", ticked_at: new Date(), grace_until: longAgo };
      await db
        .insertInto("loops")
        .values(row)
        .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
        .execute();
      return reapOnce(context, connected);
    },
    async close() {
      await context.close();
      await stack.close();
    },
  };
}

export function newUpload() {
  const upload_id = randomUUID();
  const key = `uploads/${upload_id}/source`;
  return { upload_id, key, filename: "talk.mp4", bytes: 1000, sha256: "a".repeat(64) };
}
