import { session, type Session } from "@agentos/contracts/api/auth";
import type { Caller } from "@agentos/service-kit/http/caller";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let service: IdentityService;

const email = "ada@example.com";
const old = "correct horse battery";
const fresh = "staple correct horse";

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true" });
});
afterAll(() => identity.stop());

beforeEach(async () => {
  await identity.sql("delete from users");
  await identity.call(service, "register", { email, password: old });
});

async function signIn(): Promise<Session & { caller: Caller }> {
  const given = session.parse((await identity.call(service, "login", { email, password: old })).data);
  const { sid } = decodeJwt(given.access_token);
  return { ...given, caller: { userId: given.user.id, role: "user", sessionId: String(sid) } };
}

describe("changing the password", () => {
  it("ends every session but the one that did it", async () => {
    const [here, there] = [await signIn(), await signIn()];
    const body = { current_password: old, new_password: fresh };
    expect((await identity.call(service, "password", body, here.caller)).data).toEqual({ changed: true });
    const refresh = (given: Session) => identity.call(service, "refresh", { refresh_token: given.refresh_token });
    expect((await refresh(here)).status).toBe(200);
    expect(await refresh(there)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
    expect((await identity.call(service, "login", { email, password: old })).status).toBe(401);
    expect((await identity.call(service, "login", { email, password: fresh })).status).toBe(200);
  });

  it("needs the current one", async () => {
    const { caller } = await signIn();
    const body = { current_password: "wrong", new_password: fresh };
    const reply = await identity.call(service, "password", body, caller);
    expect(reply).toMatchObject({ status: 401, error_code: "INVALID_CREDENTIALS" });
    expect((await identity.call(service, "login", { email, password: old })).status).toBe(200);
  });

  it("needs a session that goes on", async () => {
    const { caller, refresh_token } = await signIn();
    await identity.call(service, "logout", { refresh_token });
    const body = { current_password: old, new_password: fresh };
    expect(await identity.call(service, "password", body, caller)).toMatchObject({ error_code: "TOKEN_EXPIRED" });
    expect((await identity.call(service, "login", { email, password: old })).status).toBe(200);
  });

  it("needs a caller whom the gateway has named, and a password that is long enough", async () => {
    const { caller } = await signIn();
    const body = { current_password: old, new_password: fresh };
    expect(await identity.call(service, "password", body)).toMatchObject({ status: 401 });
    const short = await identity.call(service, "password", { ...body, new_password: "short" }, caller);
    expect(short).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
  });

  it("has one outcome when two change it at once", async () => {
    const [one, two] = [await signIn(), await signIn()];
    const to = (password: string, { caller }: { caller: Caller }) =>
      identity.call(service, "password", { current_password: old, new_password: password }, caller);
    const replies = await Promise.all([to(`${fresh} one`, one), to(`${fresh} two`, two)]);
    expect(replies.map((reply) => reply.status).toSorted()[0]).toBe(200);
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  });
});
