import { z } from "zod";

/** The longest maintenance or message that is taken. */
export const maintenanceMessage = z.string().trim().min(3).max(500);

/** Whether the system is closed for everybody but administrators; null where it is open. */
export const maintenanceState = z
  .object({
    since: z.iso.datetime(),
    /** What everybody else is told. */
    message: z.string(),
    /** When it ends by itself; null where somebody has to end it. */
    until: z.iso.datetime().nullable(),
  })
  .nullable();
export type MaintenanceState = z.output<typeof maintenanceState>;

/** Whether new jobs and uploads are refused; null where they are taken. */
export const intakePause = z.object({ since: z.iso.datetime() }).nullable();
export type IntakePause = z.output<typeof intakePause>;
