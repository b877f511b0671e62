import { AppError } from "@agentos/contracts/errors";
import type { Actor } from "@agentos/contracts/messages/actions";
import { scopeOf } from "@agentos/contracts/permissions";
import { isStaff, onlyReads, type Role } from "@agentos/contracts/roles";

type Caller = { userId: string; role: Role };

/** The user whose jobs a caller may see; undefined for everybody's. */
export function visibleUser(caller: Caller): string | undefined {
  return isStaff(caller.role) ? undefined : caller.userId;
}

/** Errors: NOT_FOUND for what a caller may not see, so that ids of others cannot be told from ids that do not exist. */
export function requireVisible<T extends { user_id: string }>(caller: Caller, found: T | undefined): T {
  const own = visibleUser(caller);
  if (!found || (own !== undefined && found.user_id !== own)) throw new AppError("NOT_FOUND");
  return found;
}

/** A job that an action may change, by the scope that its actor was judged by. Errors: NOT_FOUND as above. */
export function requireInScope<T extends { user_id: string }>(actor: Actor, found: T | undefined): T {
  if (!found || (actor.scope === "own" && found.user_id !== actor.user_id)) throw new AppError("NOT_FOUND");
  return found;
}

/** Errors: NOT_FOUND as above; FORBIDDEN for who may see the job, but not change it. */
export function requireChangeable<T extends { user_id: string }>(caller: Caller, found: T | undefined): T {
  const job = requireVisible(caller, found);
  requireActing(caller);
  if (job.user_id !== caller.userId && scopeOf("JOB_CANCEL", caller.role) !== "any") throw new AppError("FORBIDDEN");
  return job;
}

/** Errors: FORBIDDEN for a role that only reads. */
export function requireActing(caller: Caller): void {
  if (onlyReads(caller.role)) throw new AppError("FORBIDDEN");
}
