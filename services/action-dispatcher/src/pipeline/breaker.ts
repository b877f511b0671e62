import { breakerOf, type ActionContract, type BusinessService } from "@agentos/contracts/actions/action-contract";
import { AppError } from "@agentos/contracts/errors";
import type { CallOutcome } from "@agentos/redis/breaker/breaker-settings";
import type { Context } from "../context.ts";

/** A call that may go on; it is told what it came to, once. */
export type Permit = { report(outcome: CallOutcome): void };

const free: Permit = { report: () => undefined };

/** Asks the breaker of the action's business service. Errors: BREAKER_OPEN. */
export async function passBreaker({ breaker }: Pick<Context, "breaker">, contract: ActionContract): Promise<Permit> {
  const service = breakerFor(contract.name);
  if (!service || contract.unbreakable) return free;
  const admission = await breaker.admit(service, { critical: contract.risk === "critical" });
  if (!admission.admitted) {
    throw new AppError("BREAKER_OPEN", undefined, { retryAfterSeconds: Math.max(1, admission.retryAfterSeconds) });
  }
  let told = false;
  return {
    report(outcome) {
      if (told) return;
      told = true;
      void breaker.report(admission.ticket, outcome);
    },
  };
}

/** The breaker of an action, by the first word of its name; some, such as `action.abort`, have none. */
function breakerFor(name: string): BusinessService | undefined {
  const [word = ""] = name.split(".");
  return (breakerOf as Partial<Record<string, BusinessService>>)[word];
}

/** What an error of an owner says of its health: its own no says nothing. */
export function outcomeOf(error: unknown): CallOutcome {
  return error instanceof AppError && error.status < 500 ? "refusal" : "failure";
}
