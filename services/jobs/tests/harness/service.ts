import { randomUUID } from "node:crypto";
import type { Role } from "@agentos/contracts/roles";
import { createFromUpload } from "@agentos/contracts/messages/jobs";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import { ask } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { createService } from "../../src/service.ts";
import { createApi, type Api } from "./api.ts";
import { quietLog, startStack, type StackOptions, type TestStack } from "./stack.ts";
import { createTestWorker, type TestWorker } from "./worker.ts";

/** A running service with what a test needs around it. */
export type TestService = {
  stack: TestStack;
  base(): string;
  /** Where probes and metrics are. */
  opsBase(): string;
  /** Stops the service and starts it again, on another port. */
  restart(): Promise<void>;
  worker(id?: string): TestWorker;
  api(role?: Role, userId?: string): Api;
  /** A job made of an upload, as the uploads service makes it. */
  createJob(userId?: string, options?: JobOptionsInput): Promise<string>;
  close(): Promise<void>;
};

export async function startTestService(options: StackOptions & { log?: Logger } = {}): Promise<TestService> {
  const stack = await startStack(options);
  const overrides = { log: options.log ?? quietLog() };
  let service = createService(stack.config, overrides);
  await service.start();
  const media = await stack.connectAs("media");
  const uploads = await stack.connectAs("uploads");
  const base = (): string => `http://127.0.0.1:${service.address().port}`;
  return {
    stack,
    base,
    opsBase: () => `http://127.0.0.1:${service.address().opsPort}`,
    async restart() {
      await service.stop();
      service = createService(stack.config, overrides);
      await service.start();
    },
    worker: (id) => createTestWorker(media, id),
    api: (role = "user", userId = randomUUID()) => createApi(base(), stack.callerPrivateKey, { userId, role }),
    async createJob(userId = randomUUID(), chosen = {}) {
      const uploadId = randomUUID();
      const { job_id } = await ask(uploads, createFromUpload, {
        user_id: userId,
        upload: {
          upload_id: uploadId,
          key: `uploads/${uploadId}/source`,
          filename: "talk.mp4",
          bytes: 1000,
          sha256: "a".repeat(64),
        },
        options: jobOptions.parse(chosen),
      });
      return job_id;
    },
    async close() {
      await service.stop();
      await stack.close();
    },
  };
}
