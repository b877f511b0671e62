import { randomUUID } from "node:crypto";
import { seal, type Sealed } from "@agentos/audit-kit/seal";
import { proposeWrappedKey, readMasterKey, unwrapKey, type SubjectKey } from "@agentos/audit-kit/subject-key";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseSubject } from "../src/erase.ts";
import { openSealed } from "../src/open-sealed.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import { verify } from "../src/verify/verify.ts";
import { createTrail, type Trail } from "./harness/trail.ts";

let trail: Trail;

beforeAll(async () => {
  trail = await createTrail();
});

afterAll(() => trail.close());

/** The key of a person, got as the dispatcher gets it. */
async function keyOf(subject: string): Promise<SubjectKey> {
  const master = readMasterKey(trail.config.AUDIT_MASTER_KEY);
  const { rows } = await trail.writer.query<{ key_id: string; wrapped_key: Buffer }>(
    "select * from audit.subject_key($1, $2)",
    [subject, proposeWrappedKey(master, subject)],
  );
  const [row] = rows;
  if (!row) throw new Error("no key");
  return { id: row.key_id, key: unwrapKey(master, subject, row.wrapped_key) };
}

async function addressesOf(user: string): Promise<unknown[]> {
  const rows = await trail.db
    .selectFrom("entries")
    .select("ip_address")
    .where("user_id", "=", user)
    .orderBy("seq")
    .execute();
  return Promise.all(rows.map((row) => openSealed(trail.db, trail.config.AUDIT_MASTER_KEY, row.ip_address as Sealed)));
}

it("gives a person one key, however many ask at once", async () => {
  const subject = randomUUID();
  const keys = await Promise.all(Array.from({ length: 8 }, () => keyOf(subject)));
  expect(new Set(keys.map((key) => key.id)).size).toBe(1);
  expect((await keyOf(randomUUID())).id).not.toBe(keys[0]?.id);
});

it("erases what was told of one person for good, and leaves the chain and all others as they were", async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  for (const user of [ada, bob, ada]) {
    await trail.tell(1, { user_id: user, ip_address: seal(await keyOf(user), "192.0.2.7") });
  }
  await trail.sequence();
  await trail.sign();
  expect(await addressesOf(ada)).toEqual(["192.0.2.7", "192.0.2.7"]);

  expect(await eraseSubject(trail.db, ada)).toBe(1);
  expect(await eraseSubject(trail.db, ada)).toBe(0);
  expect(await addressesOf(ada)).toEqual(["[erased]", "[erased]"]);
  expect(await addressesOf(bob)).toEqual(["192.0.2.7"]);
  const chain = await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER);
  expect(await verify(chain)).toMatchObject({ whole: true, entries: 3, uncovered: 0 });

  // A person who acts again is told of with a new key; what was erased stays so.
  await trail.tell(1, { user_id: ada, ip_address: seal(await keyOf(ada), "192.0.2.8") });
  await trail.sequence();
  expect(await addressesOf(ada)).toEqual(["[erased]", "[erased]", "192.0.2.8"]);
});
