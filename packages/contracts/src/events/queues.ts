import { z } from "zod";
import { queueLevels } from "../queue-row.ts";
import { stageName } from "../stages/stages.ts";
import { defineEvent } from "./event-contract.ts";

const queue = z.object({ queue: stageName });

export const queuePaused = defineEvent({
  name: "queue:paused",
  owner: "jobs",
  tells: "Nothing is taken from the queue, until it is resumed or the time is over.",
  entity: "queue",
  payload: queue.extend({ paused_until: z.iso.datetime().nullable() }),
});

export const queueResumed = defineEvent({
  name: "queue:resumed",
  owner: "jobs",
  tells: "Work flows again; so many steps that were held can be taken.",
  entity: "queue",
  payload: queue.extend({ released: z.int() }),
});

export const queueCleared = defineEvent({
  name: "queue:cleared",
  owner: "jobs",
  tells: "The jobs that waited there were cancelled.",
  entity: "queue",
  payload: queue.extend({ cancelled: z.int() }),
});

export const queueDraining = defineEvent({
  name: "queue:draining",
  owner: "jobs",
  tells: "What waits or runs is finished, what arrives is held.",
  entity: "queue",
  payload: queue.extend({ remaining: z.int() }),
});

export const queueDrained = defineEvent({
  name: "queue:drained",
  owner: "jobs",
  tells: "Everything that a drained queue had to finish is finished: it is paused now.",
  entity: "queue",
  payload: queue,
});

export const queueThreshold = defineEvent({
  name: "queue:threshold",
  owner: "jobs",
  tells: "The steps that wait at a queue have passed a threshold, upward or downward.",
  entity: "queue",
  payload: queue.extend({ level: z.enum(queueLevels), was: z.enum(queueLevels), depth: z.int() }),
});
