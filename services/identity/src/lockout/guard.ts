import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { change, type Unit } from "../events.ts";
import { admit, fail, isKnownPlace, pass, withdraw, type Attempt } from "./attempts.ts";
import { scopesOf, subjectOf } from "./scopes.ts";

/** Who tries to sign in. `email` in lower case; `address` as the gateway tells it; `userId` where there is such an account. */
export type Who = { email: string; address: string | undefined; userId: string | undefined };

/** How often, and after how many milliseconds, is looked whether an attempt can go on that others are before. */
const looks = 25;
const lookEveryMs = 200;

/**
 * Checks a password under the rules of the lockout. `check` gives undefined for a wrong password, and calls `passed` in the
 * transaction that makes use of a right one; what it throws is not counted.
 * Errors: LOCKED_OUT with the seconds that are left; RATE_LIMITED where too many passwords of the same account or from the
 * same network are being checked; SERVICE_UNAVAILABLE where too many wait.
 */
export async function guardSignIn<T>(
  context: Context,
  who: Who,
  check: (passed: (unit: Unit) => Promise<void>) => Promise<T | undefined>,
): Promise<T | undefined> {
  const attempt = await beginAttempt(context, who);
  const result = await check((unit) => pass(unit, attempt)).catch(async (error: unknown) => {
    await withdrawAttempt(context, attempt);
    throw error;
  });
  if (result === undefined) {
    await change(context, (unit) => fail(unit, attempt, context.lockout.policy, who.userId ?? null));
  }
  return result;
}

/** Where this does not succeed, the attempt counts as failed. */
async function withdrawAttempt({ db, log }: Context, attempt: Attempt): Promise<void> {
  try {
    await transact(db, (tx) => withdraw(tx, attempt));
  } catch (error) {
    log.warn({ err: error }, "attempt not withdrawn");
  }
}

async function beginAttempt(context: Context, who: Who): Promise<Attempt> {
  const subject = subjectOf(context.secrets, who);
  for (let look = 1; ; look += 1) {
    const attempt = await tryToBegin(context, subject);
    if (attempt) return attempt;
    if (look === looks) throw new AppError("RATE_LIMITED", "Too many sign-ins at once.", { retryAfterSeconds: 2 });
    await context.lockout.waiting(() => sleep(lookEveryMs));
  }
}

/** Undefined while others have to be checked before. */
async function tryToBegin(
  { db, secrets, lockout, meters }: Context,
  subject: Pick<Attempt, "owner" | "network">,
): Promise<Attempt | undefined> {
  const { attempt, admission } = await transact(db, async (tx) => {
    const known = await isKnownPlace(tx, subject);
    const made: Attempt = { ...subject, id: uuidv7(), scopes: scopesOf(secrets, subject, known) };
    return { attempt: made, admission: await admit(tx, made, lockout.policy) };
  });
  if (admission.verdict === "busy") return undefined;
  if (admission.verdict === "go") return attempt;
  meters.logins.inc({ outcome: "locked_out" });
  throw new AppError("LOCKED_OUT", undefined, { retryAfterSeconds: admission.seconds });
}
