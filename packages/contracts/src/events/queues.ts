import { z } from "zod";
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
