import type { EventContract } from "@agentos/contracts/events/event-contract";
import type { StageName } from "@agentos/contracts/stages/stages";
import { recordEvent } from "@agentos/messaging/outbox";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import type { z } from "zod";
import type { Unit } from "./unit.ts";

/** The job that an event tells of, at the version that the change has given it. */
export type Subject = { id: string; user_id: string; run: number; version: number; traceparent: string };

/** Runs `work` in the trace of the job, so that its log lines and events carry the id of the request that made the job. */
export function inTraceOf<T>(job: { traceparent: string }, work: () => T): T {
  return runInTrace(parseTraceparent(job.traceparent), work);
}

/** Records what has happened to a queue, as `announce` does of jobs. */
export async function announceQueue<Payload extends z.ZodType>(
  unit: Unit,
  contract: EventContract<string, Payload>,
  queue: { stage: StageName; version: number },
  payload: Omit<z.input<Payload>, "queue">,
): Promise<void> {
  const entity = { id: queue.stage, version: queue.version };
  await recordEvent(unit.tx, contract, entity, { queue: queue.stage, ...payload } as z.input<Payload>);
  unit.afterCommit(({ log, meters }) => {
    meters.events.inc({ event: contract.name });
    log.info({ queue: queue.stage, ...(payload as Record<string, unknown>) }, contract.name);
  });
}

type Said = {
  /** What the event is about, where that is not the job itself. */
  entity?: { id: string; version: number };
  /** For the log line alone. */
  fields?: Record<string, unknown>;
};

/**
 * Records what has happened to a job, in the transaction of the change; once that is committed, counts it and writes one log
 * line.
 */
export async function announce<Payload extends z.ZodType>(
  unit: Unit,
  contract: EventContract<string, Payload>,
  job: Subject,
  payload: Omit<z.input<Payload>, "job_id" | "user_id" | "run">,
  { entity = job, fields = {} }: Said = {},
): Promise<void> {
  const about = { job_id: job.id, user_id: job.user_id, run: job.run, ...payload };
  await inTraceOf(job, () => recordEvent(unit.tx, contract, entity, about as z.input<Payload>));
  unit.afterCommit(({ log, meters }) => {
    meters.events.inc({ event: contract.name });
    // What was said to people may name their files and addresses, which have no place in a log.
    const { message: _, ...told } = payload as Record<string, unknown>;
    const line = { job_id: job.id, run: job.run, ...told, ...fields };
    inTraceOf(job, () => log.info(line, contract.name));
  });
}
