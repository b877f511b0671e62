import { z } from "zod";
import { queueLevels } from "../queue-row.ts";
import { stageName } from "../stages/stages.ts";
import { defineEvent } from "./event-contract.ts";

const queue = z.object({ queue: stageName });

/** Nothing is taken from the queue, until it is resumed or the time is over. */
export const queuePaused = defineEvent({
  name: "queue:paused",
  owner: "jobs",
  entity: "queue",
  payload: queue.extend({ paused_until: z.iso.datetime().nullable() }),
});

/** Work flows again; `released` steps that were held can be taken. */
export const queueResumed = defineEvent({
  name: "queue:resumed",
  owner: "jobs",
  entity: "queue",
  payload: queue.extend({ released: z.int() }),
});

/** The jobs that waited there were cancelled. */
export const queueCleared = defineEvent({
  name: "queue:cleared",
  owner: "jobs",
  entity: "queue",
  payload: queue.extend({ cancelled: z.int() }),
});

/** What waits is finished, what arrives is held; `remaining` steps wait or run. */
export const queueDraining = defineEvent({
  name: "queue:draining",
  owner: "jobs",
  entity: "queue",
  payload: queue.extend({ remaining: z.int() }),
});

/** Everything that a drained queue had to finish is finished: it is paused now. */
export const queueDrained = defineEvent({ name: "queue:drained", owner: "jobs", entity: "queue", payload: queue });

/** More, or fewer, steps wait at a queue than the thresholds allow; `depth` of them when it was found. */
export const queueThreshold = defineEvent({
  name: "queue:threshold",
  owner: "jobs",
  entity: "queue",
  payload: queue.extend({ level: z.enum(queueLevels), was: z.enum(queueLevels), depth: z.int() }),
});
