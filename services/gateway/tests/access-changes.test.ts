import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { GatewayService } from "../src/service.ts";
import { errorOf } from "./support/gateway.ts";
import { slowReadsOf } from "./support/metrics.ts";
import { readModelOn, snapshotOf } from "./support/read-model.ts";
import { startRealIdentity, type RealIdentity } from "./support/real-identity.ts";

let real: RealIdentity;
let gateway: GatewayService;

beforeAll(async () => {
  real = await startRealIdentity();
  gateway = await real.startGateway();
});
afterAll(() => real.stop());
beforeEach(async () => {
  await real.sql(
    "update identity.users set disabled_at = null, role = split_part(email, '@', 1) where email like '%@agentos.test'",
  );
});

const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 50 });

/** The role that a service is told for a token; undefined where the gateway refuses it. */
async function roleFor(token: string, at = gateway): Promise<string | undefined> {
  const response = await real.get(at, "/api/upload", token);
  return response.status === 200 ? (await real.lastCaller())?.role : undefined;
}

async function becomes(token: string, role: string | undefined, at = gateway): Promise<void> {
  await until(async () => expect(await roleFor(token, at)).toBe(role));
}

const setRole = (email: string, role: string) =>
  real.sql("update identity.users set role = $2 where email = $1", [email, role]);

it("judges and seals by the new role, as soon as it has changed", async () => {
  const { access_token: token, user } = await real.signIn(gateway, "operator");
  expect(await roleFor(token)).toBe("operator");
  await setRole(user.email, "readonly");
  await becomes(token, "readonly");
  expect((await real.get(gateway, "/api/queue/status", token)).status).toBe(200);
  await setRole(user.email, "user");
  await becomes(token, "user");
  expect(await errorOf(await real.get(gateway, "/api/queue/status", token))).toMatchObject({ error_code: "FORBIDDEN" });
  await setRole(user.email, "admin");
  await becomes(token, "admin");
});

it("lets nobody in whose account is disabled", async () => {
  const { access_token: token, user } = await real.signIn(gateway, "supervisor");
  expect(await roleFor(token)).toBe("supervisor");
  await real.sql("update identity.users set disabled_at = now() where id = $1", [user.id]);
  await becomes(token, undefined);
  const refused = await real.get(gateway, "/api/upload", token);
  expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  expect(await errorOf(refused)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
});

it("ends a session's access tokens when it is signed out, and no other's", async () => {
  const [left, stays] = [await real.signIn(gateway, "user"), await real.signIn(gateway, "user")];
  expect(await roleFor(left.access_token)).toBe("user");
  expect(await roleFor(stays.access_token)).toBe("user");
  await real.post(gateway, "/api/auth/logout", { refresh_token: left.refresh_token });
  await becomes(left.access_token, undefined);
  expect(await roleFor(stays.access_token)).toBe("user");
});

it("ends the other sessions when the password is changed", async () => {
  const [mine, stolen] = [await real.signIn(gateway, "readonly"), await real.signIn(gateway, "readonly")];
  const password = (await real.identity.accounts())["readonly"]?.password;
  const body = { current_password: password, new_password: password };
  expect((await real.post(gateway, "/api/auth/password", body, mine.access_token)).status).toBe(200);
  await becomes(stolen.access_token, undefined);
  expect(await roleFor(mine.access_token)).toBe("readonly");
});

it("is told to every gateway, also to one that is started afterwards", async () => {
  const { access_token: token, user } = await real.signIn(gateway, "operator");
  const second = await real.startGateway();
  await setRole(user.email, "user");
  await Promise.all([becomes(token, "user"), becomes(token, "user", second)]);
  const third = await real.startGateway();
  expect(await roleFor(token, third)).toBe("user");
});

it("goes on with what it knows while identity is away, and catches up", async () => {
  const [demoted, ended] = [await real.signIn(gateway, "operator"), await real.signIn(gateway, "admin")];
  await setRole(demoted.user.email, "user");
  await becomes(demoted.access_token, "user");
  await real.identity.kill();
  await real.sql("update identity.users set disabled_at = now() where id = $1", [ended.user.id]);
  await setRole(demoted.user.email, "readonly");
  expect(await roleFor(demoted.access_token)).toBe("user");
  expect(await roleFor(ended.access_token)).toBe("admin");
  await real.identity.restart();
  await becomes(ended.access_token, undefined);
  await becomes(demoted.access_token, "readonly");
});

it("catches up after NATS was away", async () => {
  const { access_token: token, user } = await real.signIn(gateway, "supervisor");
  await real.nats.kill();
  await setRole(user.email, "user");
  expect(await roleFor(token)).toBe("supervisor");
  await real.nats.restart();
  await becomes(token, "user");
});

it("follows a feed that begins anew, as after a restored backup", async () => {
  const { access_token: token, user } = await real.signIn(gateway, "operator");
  await setRole(user.email, "supervisor");
  await becomes(token, "supervisor");
  await real.sql("truncate identity.access_changes restart identity");
  await setRole(user.email, "user");
  await until(async () => expect(await roleFor(token)).toBe("user"));
});

it("counts at once also for reads of the snapshot that are answered before all else", async () => {
  const reading = await real.startGateway({ ADMIN_ALLOWLIST: "127.0.0.0/8" });
  const readModel = await readModelOn(real.nats);
  const bytes = snapshotOf(1);
  await readModel.publish(bytes);
  await readModel.beat(bytes);
  const read = (token: string) => real.get(reading, "/api/admin/ssot", token);
  const hits = async (token: string) => {
    await until(async () => expect((await read(token)).headers.get("x-cache")).toBe("HIT"));
    const slow = await slowReadsOf(reading);
    expect((await read(token)).status).toBe(200);
    expect(await slowReadsOf(reading)).toBe(slow);
  };
  const [demoted, left] = [await real.signIn(reading, "operator"), await real.signIn(reading, "supervisor")];
  await hits(demoted.access_token);
  await hits(left.access_token);
  await setRole(demoted.user.email, "user");
  await until(async () => expect((await read(demoted.access_token)).status).toBe(403));
  await real.post(reading, "/api/auth/logout", { refresh_token: left.refresh_token });
  await until(async () => expect((await read(left.access_token)).status).toBe(401));
  await setRole(demoted.user.email, "readonly");
  await until(async () => hits(demoted.access_token));
  await readModel.close();
});
