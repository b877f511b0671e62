import { afterEach, expect, it, vi } from "vitest";
import { errorOf, startGateway, untilReady, type TestGateway } from "./support/gateway.ts";
import { makeKey, makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
afterEach(() => gateway.stop());

const ask = (token: string): Promise<Response> =>
  fetch(`${gateway.url}/api/upload`, { headers: { authorization: `Bearer ${token}` } });

const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 100 });

it("learns a key that it does not know yet, and drops one that is withdrawn, with what it had verified", async () => {
  gateway = await startGateway();
  const old = await makeToken(gateway.key);
  expect((await ask(old)).status).toBe(200);
  const next = await makeKey();
  gateway.keys.push(next);
  const fresh = await makeToken(next);
  await until(async () => expect((await ask(fresh)).status).toBe(200));
  expect((await ask(old)).status).toBe(200);

  gateway.keys.splice(gateway.keys.indexOf(gateway.key), 1);
  const another = await makeKey();
  gateway.keys.push(another);
  await until(async () => expect((await ask(await makeToken(another))).status).toBe(200));
  expect((await ask(old)).status).toBe(401);
});

it("goes on with the last keys while NATS and identity are away", async () => {
  gateway = await startGateway();
  await gateway.nats.kill();
  expect((await ask(await makeToken(gateway.key))).status).toBe(200);
  const foreign = await ask(await makeToken(await makeKey()));
  expect(await errorOf(foreign)).toMatchObject({ status: 401 });
  await gateway.nats.restart();
  expect((await ask(await makeToken(gateway.key))).status).toBe(200);
});

it("serves before it knows any key: what is public is answered, the rest has to wait", async () => {
  gateway = await startGateway({}, { withoutNats: true });
  expect((await fetch(`${gateway.url}/`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/api/auth/jwks`)).status).toBe(200);
  const response = await ask(await makeToken(gateway.key));
  expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await errorOf(response)).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
  expect((await fetch(`http://127.0.0.1:${gateway.service.address().opsPort}/ready`)).status).toBe(503);

  await gateway.nats.restart();
  await untilReady(gateway.service);
  expect((await ask(await makeToken(gateway.key))).status).toBe(200);
});
