import { z } from "zod";
import { logLevelNames } from "./log-levels.ts";

/** A line that a service has logged. What tells of a person is in none. */
export const storedLogLine = z.object({
  /** Greater than that of every line that was taken in before. */
  id: z.string(),
  at: z.iso.datetime(),
  level: z.enum(logLevelNames),
  service: z.string(),
  instance: z.string(),
  message: z.string(),
  trace_id: z.string().nullable(),
  job_id: z.uuid().nullable(),
  /** What else the line says, by name. */
  fields: z.record(z.string(), z.unknown()),
});
export type StoredLogLine = z.infer<typeof storedLogLine>;

/** What is shown of a line where many are shown. */
export const logLineHead = storedLogLine.omit({ fields: true });
