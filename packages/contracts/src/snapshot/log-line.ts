import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { stageName } from "../stages/stages.ts";

/** What happened to a thing of a service, in words for a person; nothing in it tells of an account but its id. */
export const logLine = z.object({
  /** Of the event or the attempt that it tells of. */
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Name of an event, or `attempt:failed`. */
  what: z.string(),
  agent: stageName.nullable(),
  worker_id: z.string().nullable(),
  job_id: z.uuid().nullable(),
  error_code: z.enum(errorCodes).nullable(),
  trace_id: z.string().nullable(),
  message: z.string(),
});
export type LogLine = z.infer<typeof logLine>;
