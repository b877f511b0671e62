import { randomBytes, randomUUID } from "node:crypto";
import type { ActionName, PayloadOf } from "@agentos/contracts/actions/actions";
import type { AppError } from "@agentos/contracts/errors";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let nc: NatsConnection;
let service: Awaited<ReturnType<TestIdentity["start"]>>;

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start();
  const log = createLogger({ service: "test", instance: "test", level: "silent" });
  nc = await connectNats({ ...identity.nats.credentials("action-dispatcher"), service: "action-dispatcher", log });
});
beforeEach(() => identity.sql("delete from users"));
afterAll(async () => {
  await nc.close();
  await identity.stop();
});

/** Carries an action out that the dispatcher has let through. */
async function run<Name extends ActionName>(action: Name, payload: PayloadOf<Name>, actor: Partial<Actor> = {}) {
  const action_id = randomUUID();
  await identity.sql(
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $1, $1, 'admin', $2, 'identity', $3, now() + interval '30 s', '{}', $4)`,
    [action_id, action, randomBytes(32), traceparent(newTrace())],
  );
  const by: Actor = { user_id: randomUUID(), role: "admin", scope: "any", ...actor };
  const { result } = await ask(nc, act.identity, { action_id, action, payload, dry_run: false, actor: by });
  return result as { user_id: string };
}

const password = "a password that is long enough";

async function make(role: PayloadOf<"user.create">["role"]): Promise<{ id: string; email: string }> {
  const email = `${randomUUID()}@agentos.test`;
  const { user_id } = await run("user.create", { email, password, role });
  return { id: user_id, email };
}

/** By what each of them was refused; undefined for one that was not. */
async function codesOf(attempts: Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(attempts);
  return outcomes.map((one) => (one.status === "rejected" ? (one.reason as AppError).code : undefined));
}

const adminsLeft = async (): Promise<number> =>
  (await identity.sql("select 1 from users where role = 'admin' and disabled_at is null")).length;

it("keeps the last administrator, also when two take each other's rights away at once", async () => {
  const one = await make("admin");
  const refused = await codesOf([
    run("user.set_role", { user_id: one.id, role: "user" }),
    run("user.disable", { user_id: one.id }),
    run("user.set_permission", { user_id: one.id, permission: "ADMIN", setting: "deny" }),
    run("user.set_permission", { user_id: one.id, permission: "USER_MANAGE", setting: "deny" }),
  ]);
  expect(refused).toEqual(refused.map(() => "LAST_ADMIN"));
  const other = await make("admin");
  const both = await Promise.allSettled(
    [one, other].map(({ id }) => run("user.set_role", { user_id: id, role: "operator" })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await adminsLeft()).toBe(1);
});

it("does not count an administrator who cannot manage accounts as another one", async () => {
  const [one, other] = [await make("admin"), await make("admin")];
  await run("user.set_permission", { user_id: other.id, permission: "USER_MANAGE", setting: "deny" });
  await expect(run("user.disable", { user_id: one.id })).rejects.toMatchObject({ code: "LAST_ADMIN" });
});

it("lets nobody make or change administrators who is none", async () => {
  const actor = { role: "operator" } as const;
  const admin = await make("admin");
  const user = await make("user");
  const refused = await codesOf([
    run("user.create", { email: "x@agentos.test", password, role: "admin" }, actor),
    run("user.set_role", { user_id: user.id, role: "admin" }, actor),
    run("user.set_permission", { user_id: user.id, permission: "ADMIN", setting: "grant" }, actor),
    run("user.reset_password", { user_id: admin.id, password }, actor),
    run("user.disable", { user_id: admin.id }, actor),
  ]);
  expect(refused).toEqual(refused.map(() => "FORBIDDEN"));
  await expect(run("user.set_role", { user_id: user.id, role: "readonly" }, actor)).resolves.toBeDefined();
});

it("ends the sessions with the password, the account or the wish of an administrator, and says why", async () => {
  const { id, email } = await make("user");
  const signIn = (given = password) => identity.call(service, "login", { email, password: given });
  const ends: [() => Promise<unknown>, string][] = [
    [() => run("user.revoke_sessions", { user_id: id }), "revoked"],
    [() => run("user.reset_password", { user_id: id, password: `${password}!` }), "password_changed"],
    [() => run("user.disable", { user_id: id }), "account_disabled"],
  ];
  expect((await signIn()).status).toBe(200);
  for (const [end, reason] of ends) {
    await end();
    const rows = await identity.sql("select end_reason from sessions where user_id = $1 order by created_at desc", [
      id,
    ]);
    expect(rows[0]).toEqual({ end_reason: reason });
    if (reason !== "account_disabled") await signIn(reason === "revoked" ? password : `${password}!`);
  }
  expect((await signIn(`${password}!`)).error_code).toBe("INVALID_CREDENTIALS");
  await run("user.enable", { user_id: id });
  expect((await signIn(`${password}!`)).status).toBe(200);
});

it("keeps neither the password nor the address of a new account anywhere but with the account", async () => {
  const { email } = await make("operator");
  const told = JSON.stringify([
    await identity.sql("select * from action_dispatcher.actions"),
    await identity.sql("select * from audit.inbox"),
    await identity.sql("select * from events"),
  ]);
  expect(told).not.toContain(email);
  expect(told).not.toContain(password);
});
