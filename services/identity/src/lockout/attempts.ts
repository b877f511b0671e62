import { securityLockedOut } from "@agentos/contracts/events/identity";
import { sql } from "kysely";
import type { Tx } from "../db/tables.ts";
import type { Unit } from "../events.ts";
import { pauseOf, type LockoutPolicy } from "./policy.ts";
import type { Scope, Subject } from "./scopes.ts";

/** An attempt whose password is being checked. */
export type Attempt = Subject & { id: string; scopes: Scope[] };

export type Admission = { verdict: "go" } | { verdict: "locked"; seconds: number } | { verdict: "busy" };

/** Seconds after which a check that nobody has ended counts as failed: its process was killed. */
const checkSeconds = 30;
/** Days that a network stays known for an account. */
export const placeDays = 30;

/** Whether an account was signed in from a network before. */
export async function isKnownPlace(tx: Tx, { owner, network }: Subject): Promise<boolean> {
  const row = await tx
    .selectFrom("sign_in_places")
    .select("seen_at")
    .where("owner", "=", owner)
    .where("network", "=", network)
    .where("seen_at", ">", sql<Date>`now() - make_interval(days => ${placeDays})`)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Counts an attempt before its password is checked, so that no number of attempts at once gets more checks than there are
 * failures allowed. `busy`: as many as that are being checked now.
 */
export async function admit(tx: Tx, attempt: Attempt, policy: LockoutPolicy): Promise<Admission> {
  await holdScopes(tx, attempt.scopes);
  const ids = attempt.scopes.map(({ id }) => id);
  const lock = await tx
    .selectFrom("sign_in_locks")
    .select(sql<number | null>`ceil(extract(epoch from max(locked_until) - now()))::float8`.as("seconds"))
    .where("scope", "in", ids)
    .where("locked_until", ">", sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  if (lock.seconds !== null) return { verdict: "locked", seconds: Math.max(1, lock.seconds) };
  for (const { id, kind } of attempt.scopes) {
    if ((await countAttempts(tx, id, policy, "all")) >= policy.failures[kind]) return { verdict: "busy" };
  }
  const rows = ids.map((scope) => ({ id: attempt.id, scope, owner: attempt.owner }));
  await tx.insertInto("sign_in_attempts").values(rows).execute();
  return { verdict: "go" };
}

/** The password was wrong. Locks what has failed often enough. */
export async function fail(unit: Unit, attempt: Attempt, policy: LockoutPolicy, userId: string | null): Promise<void> {
  const { tx } = unit;
  await holdScopes(tx, attempt.scopes);
  await tx.updateTable("sign_in_attempts").set({ failed: true }).where("id", "=", attempt.id).execute();
  for (const scope of attempt.scopes) {
    if ((await countAttempts(tx, scope.id, policy, "failed")) < policy.failures[scope.kind]) continue;
    await lockScope(unit, scope, attempt.owner, policy, userId);
  }
}

/** The password was right: what this account has failed with from there is forgotten, and the place is known from now on. */
export async function pass({ tx }: Unit, { id, owner, network, scopes }: Attempt): Promise<void> {
  const ids = scopes.map((scope) => scope.id);
  await tx
    .deleteFrom("sign_in_attempts")
    .where("scope", "in", ids)
    .where("owner", "=", owner)
    .where((where) => where.or([where("failed", "=", true), where("id", "=", id)]))
    .execute();
  await tx.deleteFrom("sign_in_locks").where("scope", "in", ids).where("owner", "=", owner).execute();
  await tx
    .insertInto("sign_in_places")
    .values({ owner, network })
    .onConflict((conflict) => conflict.columns(["owner", "network"]).doUpdateSet({ seen_at: sql<Date>`now()` }))
    .execute();
}

/** The password was not checked after all: nothing is counted. */
export async function withdraw(tx: Tx, attempt: Attempt): Promise<void> {
  await tx.deleteFrom("sign_in_attempts").where("id", "=", attempt.id).execute();
}

/** One at a time for each scope, always in the same order. */
async function holdScopes(tx: Tx, scopes: readonly Scope[]): Promise<void> {
  for (const name of scopes.map(({ id }) => `identity:sign-in:${id.toString("hex")}`).toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  }
}

async function countAttempts(tx: Tx, scope: Buffer, policy: LockoutPolicy, which: "all" | "failed"): Promise<number> {
  const { count } = await tx
    .selectFrom("sign_in_attempts")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("scope", "=", scope)
    .where("at", ">", sql<Date>`now() - make_interval(secs => ${policy.forget})`)
    .where(sql<boolean>`(${which === "all"} or failed or at < now() - make_interval(secs => ${checkSeconds}))`)
    .executeTakeFirstOrThrow();
  return count;
}

async function lockScope(
  { tx, announce }: Unit,
  { id, kind }: Scope,
  owner: Buffer,
  policy: LockoutPolicy,
  userId: string | null,
): Promise<void> {
  const before = await tx
    .selectFrom("sign_in_locks")
    .select("locks")
    .where("scope", "=", id)
    .where("locked_until", ">", sql<Date>`now() - make_interval(secs => ${policy.forget})`)
    .executeTakeFirst();
  const locks = (before?.locks ?? 0) + 1;
  const seconds = pauseOf(policy, kind, locks);
  const locked_until = sql<Date>`now() + make_interval(secs => ${seconds})`;
  const { version } = await tx
    .insertInto("sign_in_locks")
    .values({ scope: id, kind, ...(kind === "address" ? {} : { owner, user_id: userId }), locks, locked_until })
    .onConflict((conflict) =>
      conflict.column("scope").doUpdateSet({
        locks,
        locked_until,
        user_id: (eb) => eb.ref("excluded.user_id"),
        version: sql`nextval('sign_in_lock_versions')`,
      }),
    )
    .returning("version")
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("sign_in_attempts").where("scope", "=", id).execute();
  const subject = id.toString("hex");
  const user_id = kind === "address" ? null : userId;
  await announce(securityLockedOut, { id: subject, version }, { kind, subject, user_id, locks, seconds });
}
