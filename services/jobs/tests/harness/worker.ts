import { randomUUID } from "node:crypto";
import { claim, complete, fail, release, renew, type ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { ObjectStore } from "@agentos/storage/object-store";
import { ask } from "@agentos/messaging/request";
import type { NatsConnection } from "@nats-io/transport-node";
import { outputOf } from "./outputs.ts";

/** What a worker says to the queue, without the work. */
export type TestWorker = ReturnType<typeof createTestWorker>;

export function createTestWorker(nc: NatsConnection, workerId: string = `worker-${randomUUID()}`) {
  return {
    workerId,
    async claim(stage: StageName, max = 1, requestId: string = randomUUID()): Promise<ClaimedTask[]> {
      return (await ask(nc, claim, { request_id: requestId, worker_id: workerId, stage, max })).tasks;
    },
    async renew(task: ClaimedTask, progress = 0) {
      const attempts = [{ attempt_id: task.attempt_id, progress }];
      return (await ask(nc, renew, { worker_id: workerId, attempts })).verdicts[0]?.verdict;
    },
    complete: (task: ClaimedTask, output: unknown) =>
      ask(nc, complete, { attempt_id: task.attempt_id, worker_id: workerId, output }),
    async finish(task: ClaimedTask, store?: ObjectStore) {
      return ask(nc, complete, {
        attempt_id: task.attempt_id,
        worker_id: workerId,
        output: await outputOf(task, store),
      });
    },
    fail: (task: ClaimedTask, error: { code: "STAGE_FAILED" | "NOT_A_VIDEO"; retryable: boolean }) =>
      ask(nc, fail, {
        attempt_id: task.attempt_id,
        worker_id: workerId,
        error: { ...error, message: "It did not work." },
      }),
    release: (task: ClaimedTask) => ask(nc, release, { attempt_id: task.attempt_id, worker_id: workerId }),
  };
}
