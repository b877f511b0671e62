import { z } from "zod";
import { personal } from "../actions/action-contract.ts";
import { logLevelNames, logServices } from "./log-levels.ts";

/** Which lines, whenever they were logged. */
export const logPattern = {
  level: z.enum(logLevelNames).optional().describe("This level and those above it."),
  service: z.enum(logServices).optional(),
  trace_id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  job_id: z.uuid().optional(),
  text: personal(z.string().trim().min(1).max(200))
    .optional()
    .describe('Words that a line has, in any order; "in this order", or without -this one.'),
};

/** Which of the lines that services have logged. */
export const logFilter = z.strictObject({
  ...logPattern,
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional().describe("Before this moment."),
});
export type LogFilter = z.output<typeof logFilter>;
