import { AppError } from "@agentos/contracts/errors";
import { signingKeyChanged } from "@agentos/contracts/events/identity";
import { calculateJwkThumbprint } from "jose";
import { sql, type Selectable } from "kysely";
import { generateKeyPairSync } from "node:crypto";
import { planRotation, type RotationPolicy, type RotationStep } from "../domain/key-rotation.ts";
import type { Secrets } from "../domain/secrets.ts";
import type { Unit } from "../events.ts";
import type { Db, KeyState, KeysTable } from "./tables.ts";

export type StoredKey = Pick<Selectable<KeysTable>, "kid" | "state" | "public_jwk" | "private_key">;

export function readKeys(db: Db): Promise<StoredKey[]> {
  return db
    .selectFrom("keys")
    .select(["kid", "state", "public_jwk", "private_key"])
    .orderBy("created_at", "desc")
    .execute();
}

/** Makes, promotes and drops signing keys as their ages ask; one instance at a time. */
export async function rotateKeys(unit: Unit, secrets: Secrets, policy: RotationPolicy): Promise<void> {
  const { tx } = unit;
  await oneAtATime(unit);
  const keys = await tx
    .selectFrom("keys")
    .select(["kid", "state"])
    .select(sql<number>`extract(epoch from now() - state_since)::float8`.as("secondsInState"))
    .execute();
  for (const step of planRotation(keys, policy)) await apply(unit, secrets, step);
}

/** Publishes the key that is to sign next, unless there is one already; returns its id. */
export async function announceSuccessor(unit: Unit, secrets: Secrets): Promise<string> {
  await oneAtATime(unit);
  const next = await unit.tx.selectFrom("keys").select("kid").where("state", "=", "next").executeTakeFirst();
  return next?.kid ?? makeKey(unit, secrets, "next");
}

/** Has a published key sign from now on. Where it does so already, nothing changes. Errors: CONFLICT where it has had its turn. */
export async function promoteSuccessor(unit: Unit, kid: string): Promise<void> {
  await oneAtATime(unit);
  const key = await unit.tx.selectFrom("keys").select("state").where("kid", "=", kid).executeTakeFirst();
  if (key?.state === "active") return;
  if (key?.state !== "next") throw new AppError("CONFLICT", "Another rotation has come in between.");
  await promote(unit, kid);
}

async function oneAtATime({ tx }: Unit): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('identity:keys', 0))`.execute(tx);
}

async function promote(unit: Unit, kid: string): Promise<void> {
  await moveKeys(unit, { state: "active" }, "retiring");
  await moveKeys(unit, { kid }, "active");
}

async function apply(unit: Unit, secrets: Secrets, step: RotationStep): Promise<void> {
  switch (step.do) {
    case "make":
      await makeKey(unit, secrets, step.state);
      return;
    case "promote":
      return promote(unit, step.kid);
    case "drop":
      await unit.tx.deleteFrom("keys").where("kid", "=", step.kid).execute();
  }
}

async function makeKey(unit: Unit, secrets: Secrets, state: KeyState): Promise<string> {
  const pair = generateKeyPairSync("ed25519");
  const jwk = pair.publicKey.export({ format: "jwk" });
  const kid = await calculateJwkThumbprint(jwk);
  const pkcs8 = pair.privateKey.export({ format: "der", type: "pkcs8" });
  const key = await unit.tx
    .insertInto("keys")
    .values({ kid, state, public_jwk: JSON.stringify(jwk), private_key: secrets.seal(pkcs8, kid) })
    .returning("version")
    .executeTakeFirstOrThrow();
  await unit.announce(signingKeyChanged, { id: kid, version: key.version }, { kid, state });
  return kid;
}

async function moveKeys(unit: Unit, which: { kid: string } | { state: KeyState }, state: KeyState): Promise<void> {
  const [column, value] = "kid" in which ? (["kid", which.kid] as const) : (["state", which.state] as const);
  const moved = await unit.tx
    .updateTable("keys")
    .set({ state, version: sql`version + 1`, state_since: sql`now()` })
    .where(column, "=", value)
    .returning(["kid", "version"])
    .execute();
  for (const { kid, version } of moved) {
    await unit.announce(signingKeyChanged, { id: kid, version }, { kid, state });
  }
}
