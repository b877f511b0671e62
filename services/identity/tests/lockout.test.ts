import { createLogger } from "@agentos/service-kit/logger";
import { randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase } from "@agentos/database/connect";
import { createSecrets } from "../src/domain/secrets.ts";
import { createPasswordHasher, type PasswordHasher } from "../src/domain/password-hasher.ts";
import { change } from "../src/events.ts";
import { unlock } from "../src/lockout/unlock.ts";
import { createMeters } from "../src/meters.ts";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { Tables } from "../src/db/tables.ts";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type Answer, type TestIdentity } from "./support/identity.ts";

const password = "correct horse battery";
const key = Buffer.alloc(32, 7).toString("base64");
const limits = { SIGN_IN_FAILURES: "5", SIGN_IN_FAILURES_PER_ADDRESS: "5", IDENTITY_KEY_ENCRYPTION_KEY: key };
const lines: string[] = [];

let identity: TestIdentity;
let service: IdentityService;
let second: IdentityService;

beforeAll(async () => {
  identity = await prepareIdentity();
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = createLogger({ service: "identity", instance: "test", level: "info" }, sink);
  service = await identity.start({ ...limits, REGISTRATION_OPEN: "true" }, { log });
  second = await identity.start(limits);
});
afterAll(() => identity.stop());

let lastAddress = 0;
/** An address that no test has used yet. */
function freshAddress(): string {
  lastAddress += 1;
  return `203.0.${113 + (lastAddress >> 8)}.${lastAddress & 255}`;
}

async function makeAccount(): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  expect((await identity.call(service, "register", { email, password })).status).toBe(201);
  return email;
}

function signIn(email: string, given: string, address = freshAddress(), at = service): Promise<Answer> {
  return identity.call(at, "login", { email, password: given }, undefined, address);
}

/** Statuses of so many wrong passwords, one after the other, each from another address unless one is given. */
async function failTimes(times: number, email: string, address?: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let turn = 0; turn < times; turn += 1) statuses.push((await signIn(email, "wrong", address)).status);
  return statuses;
}

const lift = () => identity.sql("update sign_in_locks set locked_until = now()");

async function lockEvents(
  kind: string,
): Promise<{ kind: string; user_id: string | null; locks: number; seconds: number }[]> {
  const rows = await identity.sql<{ payload: never }>(
    "select payload from events where name = 'security:locked_out' and payload ->> 'kind' = $1 order by seq",
    [kind],
  );
  return rows.map((row) => row.payload);
}

const five = [401, 401, 401, 401, 401];

describe("an account", () => {
  it("is locked after five failures, from wherever each of them comes and by whatever instance", async () => {
    const email = await makeAccount();
    expect(await failTimes(5, email)).toEqual(five);
    const refused = await signIn(email, password);
    expect(refused).toMatchObject({ status: 429, error_code: "LOCKED_OUT" });
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect(refused.retryAfter).toBeLessThanOrEqual(60);
    expect((await signIn(email, password, freshAddress(), second)).status).toBe(429);
    const third = await identity.start(limits);
    expect((await signIn(email, password, freshAddress(), third)).status).toBe(429);
    await lift();
    expect((await signIn(email, password)).status).toBe(200);
  });

  it("is locked for longer each time, but never for long by strangers", async () => {
    const email = await makeAccount();
    const before = (await lockEvents("account")).length;
    for (let round = 0; round < 5; round += 1) {
      expect(await failTimes(6, email)).toEqual([...five, 429]);
      await lift();
    }
    const told = (await lockEvents("account")).slice(before);
    expect(told.map(({ locks, seconds }) => [locks, seconds])).toEqual([
      [1, 60],
      [2, 300],
      [3, 900],
      [4, 900],
      [5, 900],
    ]);
    const [user] = await identity.sql("select id from users where email = $1", [email]);
    expect(told.at(-1)?.user_id).toBe(user?.["id"]);
  });

  it("that does not exist is answered, and locked, like one that does", async () => {
    const [there, nobody] = [await makeAccount(), `${randomUUID()}@example.com`];
    const answers = async (email: string) => {
      const all: Partial<Answer>[] = [];
      for (let turn = 0; turn < 7; turn += 1) {
        const { status, error_code, error } = await signIn(email, "wrong");
        all.push({ status, error_code, error });
      }
      return all;
    };
    expect(await answers(nobody)).toEqual(await answers(there));
  });

  it("is one however its address is written", async () => {
    const email = await makeAccount();
    for (let turn = 0; turn < 5; turn += 1) {
      const written = turn % 2 ? email.toUpperCase() : email;
      expect((await signIn(written, "wrong")).status).toBe(401);
    }
    expect((await signIn(email, password)).status).toBe(429);
  });

  it("is freed of its failures by a success", async () => {
    const email = await makeAccount();
    const home = freshAddress();
    for (let round = 0; round < 3; round += 1) {
      expect(await failTimes(4, email, home)).toEqual(five.slice(1));
      expect((await signIn(email, password, home)).status).toBe(200);
    }
  });

  it("can be signed in where it is known while strangers keep it locked, and is locked there by failures there", async () => {
    const email = await makeAccount();
    const home = freshAddress();
    expect((await signIn(email, password, home)).status).toBe(200);
    expect(await failTimes(6, email)).toEqual([...five, 429]);
    expect((await signIn(email, password, home)).status).toBe(200);
    expect(await failTimes(6, email, home)).toEqual([...five, 429]);
    expect(await lockEvents("account_here")).toMatchObject([{ locks: 1, seconds: 60 }]);
  });

  it("is also counted for where the current password is asked", async () => {
    const email = await makeAccount();
    const [user] = await identity.sql<{ id: string; session: string }>(
      "select u.id, s.id as session from users u join sessions s on s.user_id = u.id where email = $1",
      [email],
    );
    const caller = { userId: user?.id ?? "", sessionId: user?.session ?? "", role: "user" as const };
    const guess = (current: string) =>
      identity.call(service, "password", { current_password: current, new_password: password }, caller, freshAddress());
    for (let turn = 0; turn < 5; turn += 1) expect((await guess("wrong")).status).toBe(401);
    expect(await guess(password)).toMatchObject({ status: 429, error_code: "LOCKED_OUT" });
  });
});

describe("at once", () => {
  it("exactly five wrong passwords are looked at, whatever the number of attempts and instances", async () => {
    const email = await makeAccount();
    const all = Array.from({ length: 40 }, (_, index) =>
      signIn(email, "wrong", freshAddress(), index % 2 ? service : second),
    );
    const statuses = (await Promise.all(all)).map((reply) => reply.status);
    expect(statuses.filter((status) => status === 401).length).toBe(5);
    expect(statuses.filter((status) => status === 429).length).toBe(35);
  });

  it("right passwords are all let in, a few at a time", async () => {
    const email = await makeAccount();
    const home = freshAddress();
    const all = Array.from({ length: 16 }, () => signIn(email, password, home));
    expect(new Set((await Promise.all(all)).map((reply) => reply.status))).toEqual(new Set([200]));
  });

  it("what could not be checked is not counted", async () => {
    const hasher = createPasswordHasher({ concurrency: 1, waiting: 10 });
    const broken: PasswordHasher = { ...hasher, verify: () => Promise.reject(new Error("no memory")) };
    const failing = await identity.start(limits, {
      passwords: broken,
      log: createLogger({ service: "identity", instance: "test", level: "silent" }),
    });
    const email = await makeAccount();
    const home = freshAddress();
    for (let turn = 0; turn < 6; turn += 1) expect((await signIn(email, password, home, failing)).status).toBe(500);
    expect((await signIn(email, password, home)).status).toBe(200);
  });

  it("a check whose process was killed counts as failed, after a while", async () => {
    const hasher = createPasswordHasher({ concurrency: 1, waiting: 10 });
    const hung = Promise.withResolvers<boolean>();
    const hanging = await identity.start(limits, { passwords: { ...hasher, verify: () => hung.promise } });
    const email = await makeAccount();
    const hanged = Array.from({ length: 4 }, () => signIn(email, "wrong", freshAddress(), hanging));
    const begun = () => identity.sql("select id from sign_in_attempts where not failed");
    while ((await begun()).length < 8) await new Promise((resolve) => setTimeout(resolve, 20));
    await identity.sql("update sign_in_attempts set at = now() - interval '1 minute' where not failed");
    expect((await signIn(email, "wrong")).status).toBe(401);
    expect((await signIn(email, password)).status).toBe(429);
    hung.resolve(false);
    await Promise.all(hanged);
  });
});

describe("an address", () => {
  it("is locked after five failures, at whatever accounts, and longer each time", async () => {
    const address = freshAddress();
    const before = (await lockEvents("address")).length;
    for (let round = 0; round < 4; round += 1) {
      const statuses: number[] = [];
      for (let turn = 0; turn < 6; turn += 1) {
        statuses.push((await signIn(`${randomUUID()}@example.com`, "wrong", address)).status);
      }
      expect(statuses).toEqual([...five, 429]);
      await lift();
    }
    const told = (await lockEvents("address")).slice(before);
    expect(told.map(({ seconds, user_id }) => [seconds, user_id])).toEqual([
      [60, null],
      [300, null],
      [900, null],
      [3600, null],
    ]);
  });

  it("is not freed of its failures at others' accounts by a success with one's own", async () => {
    const [mine, victim] = [await makeAccount(), await makeAccount()];
    const address = freshAddress();
    expect(await failTimes(4, victim, address)).toEqual(five.slice(1));
    expect((await signIn(mine, password, address)).status).toBe(200);
    expect((await signIn(`${randomUUID()}@example.com`, "wrong", address)).status).toBe(401);
    expect((await signIn(mine, password, address)).status).toBe(429);
  });

  it("is the whole /64 of a subscriber, and the IPv4 address that an IPv6 one stands for", async () => {
    const email = await makeAccount();
    for (let turn = 0; turn < 5; turn += 1) {
      await signIn(`${randomUUID()}@example.com`, "wrong", `2001:db8:5:5::${turn + 1}`);
    }
    expect((await signIn(email, password, "2001:db8:5:5:ffff::1")).status).toBe(429);
    expect((await signIn(email, password, "2001:db8:5:6::1")).status).toBe(200);
    const address = freshAddress();
    for (let turn = 0; turn < 5; turn += 1) await signIn(`${randomUUID()}@example.com`, "wrong", `::ffff:${address}`);
    expect((await signIn(email, password, address)).status).toBe(429);
  });
});

it("is lifted for an account or an address by hand, with what has failed", async () => {
  const log = createLogger({ service: "identity", instance: "test", level: "silent" });
  const { db, close } = connectDatabase<Tables>({
    url: identity.databaseUrl,
    poolSize: 2,
    applicationName: "test",
    log,
  });
  const secrets = createSecrets(Buffer.from(key, "base64"));
  const meters = createMeters(createMetrics("test"));
  const lifted = (subject: { userId: string } | { address: string }): Promise<number> =>
    change({ db, log, meters }, (unit) => unlock(unit, secrets, subject));
  const email = await makeAccount();
  const [user] = await identity.sql<{ id: string }>("select id from users where email = $1", [email]);
  const home = freshAddress();
  await signIn(email, password, home);
  await failTimes(5, email);
  await failTimes(5, email, home);
  expect((await signIn(email, password)).status).toBe(429);
  expect((await signIn(email, password, home)).status).toBe(429);
  expect(await lifted({ userId: user?.id ?? "" })).toBe(2);
  expect((await signIn(email, password)).status).toBe(200);
  expect((await signIn(email, password, home)).status).toBe(429);
  expect(await lifted({ address: home })).toBe(1);
  expect((await signIn(email, password, home)).status).toBe(200);
  expect(await lifted({ userId: user?.id ?? "" })).toBe(0);
  await close();
});

it("keeps no address of any kind, neither in its tables nor in its log", async () => {
  const email = await makeAccount();
  const address = "198.51.100.77";
  await failTimes(6, email, address);
  const rows = await identity.sql(
    `select (select json_agg(a) from sign_in_attempts a)::text as attempts, (select json_agg(l) from sign_in_locks l)::text as locks,
       (select json_agg(p) from sign_in_places p)::text as places, (select json_agg(e.payload) from events e)::text as events`,
  );
  const all = JSON.stringify(rows) + lines.join("");
  expect(lines.join("")).toContain("security:locked_out");
  for (const secret of [email, email.split("@")[0] ?? "", address, "wrong"]) expect(all).not.toContain(secret);
});
