import { session, type Session } from "@agentos/contracts/api/auth";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type Answer, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let service: IdentityService;

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true" });
});
afterAll(() => identity.stop());

async function signUp(): Promise<Session> {
  const body = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  return session.parse((await identity.call(service, "register", body)).data);
}

const refresh = (refresh_token: string, at = service): Promise<Answer> =>
  identity.call(at, "refresh", { refresh_token });

async function refreshed(token: string): Promise<Session> {
  return session.parse((await refresh(token)).data);
}

/** Makes an exchange look as long ago as that. */
const age = (seconds: number): Promise<unknown> =>
  identity.sql("update refresh_tokens set used_at = used_at - make_interval(secs => $1)", [seconds]);

describe("a refresh token", () => {
  it("is exchanged for another one", async () => {
    const first = await signUp();
    const second = await refreshed(first.refresh_token);
    const third = await refreshed(second.refresh_token);
    expect(new Set([first, second, third].map((given) => given.refresh_token)).size).toBe(3);
    expect(third.user).toEqual(first.user);
  });

  it("ends the session when it is used again later", async () => {
    const first = await signUp();
    const second = await refreshed(first.refresh_token);
    await age(31);
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_REUSED" });
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_REUSED" });
    const rows = await identity.sql("select end_reason from sessions where user_id = $1", [first.user.id]);
    expect(rows).toEqual([{ end_reason: "token_reused" }]);
    const events = await identity.sql(
      "select payload->>'reason' as reason from events where name = 'session:ended' and payload->>'user_id' = $1",
      [first.user.id],
    );
    expect(events).toEqual([{ reason: "token_reused" }]);
  });

  it("is answered again with the same successor when it is repeated at once", async () => {
    const first = await signUp();
    const second = await refreshed(first.refresh_token);
    const again = await refreshed(first.refresh_token);
    expect(again.refresh_token).toBe(second.refresh_token);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it("is not answered again once its successor has been used", async () => {
    const first = await signUp();
    const second = await refreshed(first.refresh_token);
    await refreshed(second.refresh_token);
    expect(await refresh(first.refresh_token)).toMatchObject({ error_code: "TOKEN_REUSED" });
  });

  it("has one successor, however many ask at once, at several instances", async () => {
    const first = await signUp();
    const other = await identity.start();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => refresh(first.refresh_token, index % 2 ? service : other)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((answer) => session.parse(answer.data).refresh_token)).size).toBe(1);
    const [count] = await identity.sql<{ n: string }>(
      "select count(*)::int as n from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1",
      [first.user.id],
    );
    expect(count?.n).toBe(2);
  });

  it("works no longer than its time, nor than its session's", async () => {
    const [one, two] = [await signUp(), await signUp()];
    await identity.sql(
      "update refresh_tokens set expires_at = now() where session_id in (select id from sessions where user_id = $1)",
      [one.user.id],
    );
    await identity.sql("update sessions set expires_at = now() where user_id = $1", [two.user.id]);
    expect(await refresh(one.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
    expect(await refresh(two.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
  });

  it("is nothing that can be guessed", async () => {
    expect(await refresh("x".repeat(43))).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
  });

  it("carries a new role, and ends with the account", async () => {
    const first = await signUp();
    await identity.sql("update users set role = 'operator' where id = $1", [first.user.id]);
    const second = await refreshed(first.refresh_token);
    expect(second.user.role).toBe("operator");
    await identity.sql("update users set disabled_at = now() where id = $1", [first.user.id]);
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
    const rows = await identity.sql("select end_reason from sessions where user_id = $1", [first.user.id]);
    expect(rows).toEqual([{ end_reason: "account_disabled" }]);
  });
});

describe("signing out", () => {
  it("ends the session, also by a token that was exchanged", async () => {
    const first = await signUp();
    const second = await refreshed(first.refresh_token);
    const out = { refresh_token: first.refresh_token };
    expect((await identity.call(service, "logout", out)).data).toEqual({ ended: true });
    expect((await identity.call(service, "logout", out)).data).toEqual({ ended: false });
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
  });

  it("says so when there is nothing to end", async () => {
    const reply = await identity.call(service, "logout", { refresh_token: "nothing" });
    expect(reply).toMatchObject({ status: 200, data: { ended: false } });
  });
});
