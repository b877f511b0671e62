import type { Operation } from "@agentos/contracts/api/operation";
import { AppError } from "@agentos/contracts/errors";
import type { SwitchesState } from "@agentos/contracts/messages/system";
import type { Role } from "@agentos/contracts/roles";

/** Seconds after which somebody who was refused may ask again, where nobody has said when it ends. */
const usualRetrySeconds = 60;
const longestRetrySeconds = 3600;

/** What staff has switched for the whole system, as this gateway last heard. Until it has heard anything, nothing is switched. */
export class Switches {
  #state: SwitchesState | undefined;

  /** The last word; undefined before the first. */
  get state(): SwitchesState | undefined {
    return this.#state;
  }

  take(state: SwitchesState): void {
    this.#state = state;
  }

  /** Whether everybody is answered. A maintenance whose time is over has ended, also where nobody could say so. */
  get open(): boolean {
    const maintenance = this.#state?.maintenance;
    return !maintenance || (maintenance.until !== null && Date.parse(maintenance.until) <= Date.now());
  }

  /** Errors: MAINTENANCE, for everybody but administrators. */
  requireOpen({ duringMaintenance }: Pick<Operation, "duringMaintenance">, role: Role | undefined): void {
    if (this.open || duringMaintenance || role === "admin") return;
    const { message = undefined, until = null } = this.#state?.maintenance ?? {};
    throw new AppError("MAINTENANCE", message, { retryAfterSeconds: secondsUntil(until) });
  }

  /** Errors: INTAKE_PAUSED, for what begins a job or an upload. */
  requireIntake({ takesIn }: Pick<Operation, "takesIn">): void {
    if (!takesIn || !this.#state?.intake_pause) return;
    throw new AppError("INTAKE_PAUSED", undefined, { retryAfterSeconds: usualRetrySeconds });
  }
}

function secondsUntil(moment: string | null): number {
  if (moment === null) return usualRetrySeconds;
  const seconds = Math.ceil((Date.parse(moment) - Date.now()) / 1000);
  return Math.min(longestRetrySeconds, Math.max(1, seconds));
}
