import { z } from "zod";

/** A running process of an agent, as its reports name it. */
export const workerId = z.string().min(1).max(100).describe("A worker, as the list of workers names it.");

/** Tells the worker that another process has taken the place of the one that an action was about. */
export const replacement = z.object({
  slot: z.string(),
  worker_id: z.string(),
  pid: z.int(),
  previous_worker_id: z.string(),
  previous_pid: z.int(),
});

/** A worker that is gone, and whether work that it had held was still under way when it went. */
export const departure = z.object({ worker_id: z.string(), slot: z.string(), unfinished_tasks: z.int() });
