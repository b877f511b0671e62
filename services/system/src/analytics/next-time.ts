import { AppError } from "@agentos/contracts/errors";
import { Cron } from "croner";

/** When a schedule is due next, in UTC. Errors: VALIDATION_ERROR where it is none, or never comes. */
export function nextTime(cron: string, after: Date): Date {
  const next = read(cron).nextRun(after);
  if (!next) throw refused("This time never comes.");
  return next;
}

function read(cron: string): Cron {
  try {
    return new Cron(cron, { timezone: "UTC", paused: true, mode: "5-part" });
  } catch (cause) {
    throw refused("It has to be minute, hour, day of the month, month and day of the week.", cause);
  }
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError("VALIDATION_ERROR", undefined, { details: [{ path: "payload.cron", message }], cause });
}
