import { randomUUID } from "node:crypto";
import { createFromUpload } from "@agentos/contracts/messages/jobs";
import { serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import type { z } from "zod";

export type JobRequest = z.output<typeof createFromUpload.request>;

/** What uploads sees of the jobs service: the same upload gives the same job. It can be away, and lose its answers. */
export class JobsService {
  readonly asked: JobRequest[] = [];
  readonly jobs = new Map<string, string>();
  /** Answers to swallow: the job is made, and nobody hears of it. */
  answersToLose = 0;
  readonly #nc: NatsConnection;
  #subscription: Subscription | undefined;

  constructor(nc: NatsConnection) {
    this.#nc = nc;
  }

  async start(): Promise<void> {
    const log = createLogger({ service: "jobs", instance: "test", level: "fatal" });
    this.#subscription = serve(this.#nc, createFromUpload, log, async (request) => {
      this.asked.push(request);
      const { upload_id } = request.upload;
      const jobId = this.jobs.get(upload_id) ?? randomUUID();
      this.jobs.set(upload_id, jobId);
      if (this.answersToLose > 0) {
        this.answersToLose -= 1;
        await new Promise(() => undefined);
      }
      return { job_id: jobId, status: "queued" };
    });
    await this.#nc.flush();
  }

  async stop(): Promise<void> {
    this.#subscription?.unsubscribe();
    await this.#nc.flush();
  }
}
