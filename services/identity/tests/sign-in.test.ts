import { session } from "@agentos/contracts/api/auth";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { hash } from "argon2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPasswordHasher, type PasswordHasher } from "../src/domain/password-hasher.ts";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

const ada = { email: "ada@example.com", password: "correct horse battery" };

let identity: TestIdentity;
let service: IdentityService;

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true" });
  await identity.call(service, "register", ada);
});
afterAll(() => identity.stop());

describe("signing in", () => {
  it("gives tokens that the published keys verify", async () => {
    const { status, data } = await identity.call(service, "login", ada);
    expect(status).toBe(200);
    const given = session.parse(data);
    const jwks = await identity.call(service, "jwks");
    const { payload, protectedHeader } = await jwtVerify(
      given.access_token,
      createLocalJWKSet(jwks.data as JSONWebKeySet),
      { issuer: "agentos", audience: "agentos-api", typ: "at+jwt", algorithms: ["EdDSA"] },
    );
    expect(payload).toMatchObject({ sub: given.user.id, role: "user" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(protectedHeader.kid).toBeTypeOf("string");
    expect(JSON.stringify(jwks.data)).not.toMatch(/"d"/);
  });

  it("tells what was granted and denied to the account beside its role, at each exchange anew", async () => {
    const bob = { email: "bob@example.com", password: "correct horse battery" };
    const { data: registered } = await identity.call(service, "register", bob);
    const { user, refresh_token } = session.parse(registered);
    expect(user).toMatchObject({ granted: [], denied: [] });
    const set = `insert into user_permissions (user_id, permission, granted)
      values ('${user.id}', 'LOG_MANAGE', true), ('${user.id}', 'LOG_EXPORT', true), ('${user.id}', 'JOB_CANCEL', false)`;
    await identity.sql(set);
    const told = { user: { ...user, granted: ["LOG_EXPORT", "LOG_MANAGE"], denied: ["JOB_CANCEL"] } };
    expect((await identity.call(service, "refresh", { refresh_token })).data).toMatchObject(told);
    expect((await identity.call(service, "login", bob)).data).toMatchObject(told);
  });

  it("keeps argon2id hashes and hashes of refresh tokens only", async () => {
    const { data } = await identity.call(service, "login", ada);
    const [user] = await identity.sql<{ password_hash: string }>("select password_hash from users");
    expect(user?.password_hash).toMatch(/^\$argon2id\$v=19\$(?=.*m=19456)(?=.*t=2)(?=.*p=1)/);
    const rows = await identity.sql("select * from refresh_tokens, sessions, users");
    expect(JSON.stringify(rows)).not.toContain(session.parse(data).refresh_token);
  });

  it.each([
    ["a wrong password", { ...ada, password: "wrong" }],
    ["an unknown address", { email: "nobody@example.com", password: ada.password }],
  ])("answers %s in the same words", async (_, body) => {
    const reply = await identity.call(service, "login", body);
    expect(reply).toMatchObject({
      status: 401,
      error_code: "INVALID_CREDENTIALS",
      error: "E-mail or password is wrong.",
    });
  });

  it("refuses a disabled account in the same words", async () => {
    const eve = { email: "eve@example.com", password: "correct horse battery" };
    await identity.call(service, "register", eve);
    await identity.sql("update users set disabled_at = now() where email = $1", [eve.email]);
    const reply = await identity.call(service, "login", eve);
    expect(reply).toMatchObject({ status: 401, error: "E-mail or password is wrong." });
  });

  it("does the same work whoever asks", async () => {
    const checked: (string | undefined)[] = [];
    const passwords = createPasswordHasher({ concurrency: 2, waiting: 10 });
    const watched: PasswordHasher = {
      ...passwords,
      verify: (passwordHash, password) => {
        checked.push(passwordHash);
        return passwords.verify(passwordHash, password);
      },
    };
    const other = await identity.start({}, { passwords: watched });
    await identity.call(other, "login", ada);
    await identity.call(other, "login", { email: "nobody@example.com", password: "wrong" });
    expect(checked).toEqual([expect.stringMatching(/^\$argon2id/), undefined]);
  });

  it("takes a password however its characters are composed", async () => {
    const composed = { email: "zoe@example.com", password: "Zo\u00eb's long password" };
    await identity.call(service, "register", composed);
    const reply = await identity.call(service, "login", { ...composed, password: "Zoe\u0308's long password" });
    expect(reply.status).toBe(200);
  });

  it("renews a hash that was made with lower costs", async () => {
    const cheap = await hash(ada.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await identity.sql("update users set password_hash = $1 where email = $2", [cheap, ada.email]);
    expect((await identity.call(service, "login", ada)).status).toBe(200);
    const [user] = await identity.sql("select password_hash from users where email = $1", [ada.email]);
    expect(user?.["password_hash"]).toContain("m=19456");
    expect((await identity.call(service, "login", ada)).status).toBe(200);
  });

  it("turns a flood away instead of growing with it", async () => {
    const small = await identity.start({ HASH_CONCURRENCY: "1", HASH_WAITING: "2" });
    const replies = await Promise.all(Array.from({ length: 20 }, () => identity.call(small, "login", ada)));
    const away = replies.filter((reply) => reply.error_code === "SERVICE_UNAVAILABLE");
    expect(away.length).toBeGreaterThan(0);
    expect(replies.filter((reply) => reply.status === 200).length + away.length).toBe(20);
  });

  it("finds an address however it is written", async () => {
    const reply = await identity.call(service, "login", { ...ada, email: "ADA@Example.com" });
    expect(reply.status).toBe(200);
  });
});

describe("registering", () => {
  it("is off unless it was opened", async () => {
    const closed = await identity.start();
    const reply = await identity.call(closed, "register", { ...ada, email: "new@example.com" });
    expect(reply).toMatchObject({ status: 403, error_code: "REGISTRATION_CLOSED" });
  });

  it("makes one account of an address", async () => {
    const carol = { email: "carol@example.com", password: "correct horse battery" };
    const replies = await Promise.all([1, 2, 3].map(() => identity.call(service, "register", carol)));
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409, 409]);
  });

  it.each([
    ["a short password", { email: "c@example.com", password: "short" }],
    ["no address", { email: "nobody", password: "correct horse battery" }],
    ["a role", { email: "c@example.com", password: "correct horse battery", role: "admin" }],
    ["a prototype", JSON.parse('{"email":"c@example.com","password":"correct horse battery","__proto__":{"a":1}}')],
  ])("refuses %s", async (_, body: unknown) => {
    const reply = await identity.call(service, "register", body);
    expect(reply).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
  });
});

it("names its key in the header", async () => {
  const { data } = await identity.call(service, "login", ada);
  expect(decodeProtectedHeader(session.parse(data).access_token)).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
});
