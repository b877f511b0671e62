import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Config } from "../src/config.ts";
import { latestHead } from "../src/heads/heads-folder.ts";
import { createService } from "../src/service.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import { verify } from "../src/verify/verify.ts";
import { createTrail, quietLog, type Trail } from "./harness/trail.ts";

let trail: Trail;
let nats: TestNats;
let config: Config;

beforeAll(async () => {
  [trail, nats] = await Promise.all([createTrail(), startNats()]);
  const { url, user, password } = nats.credentials("audit");
  config = { ...trail.config, AUDIT_SIGN_EVERY_SECONDS: 0.1, NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password };
});

afterAll(async () => {
  await nats.stop();
  await trail.close();
});

async function verdict() {
  return verify(await databaseChain(trail.db, config.AUDIT_HEADS_FOLDER));
}

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await look()) return;
    await sleep(50);
  }
  throw new Error(`waited in vain for: ${what}`);
}

it("chains and signs what comes, on one of its instances, and another takes over", async () => {
  const [first, second] = [createService(config, { log: quietLog }), createService(config, { log: quietLog })];
  await Promise.all([first.start(), second.start()]);
  const signed = async (seq: number) => (await latestHead(config.AUDIT_HEADS_FOLDER))?.seq === seq;
  await trail.tell(40);
  await until("all signed", () => signed(40));
  expect(await verdict()).toMatchObject({ whole: true, entries: 40, uncovered: 0 });

  const metrics = await (await fetch(`http://127.0.0.1:${second.address().opsPort}/metrics`)).text();
  expect(metrics).toMatch(/audit_chain_length\{[^}]*\} 40/);
  expect(metrics).toMatch(/audit_inbox\{[^}]*\} 0/);
  expect(metrics).toMatch(/audit_lag_seconds\{[^}]*\} 0/);

  // A crash of the signing instance in the middle of a line, and an end of the other at once.
  const month = new Date().toISOString().slice(0, 7);
  await first.stop();
  await writeFile(path.join(config.AUDIT_HEADS_FOLDER, `heads-${month}.ndjson`), '{"seq": 41, "ha', { flag: "a" });
  await trail.tell(10);
  await until("the other has signed", () => signed(50));
  await trail.tell(5);
  await until("all chained", async () => (await trail.superuser.query("select from inbox")).rowCount === 0);
  await second.stop();
  expect(await verdict()).toMatchObject({ whole: true, entries: 55, uncovered: 0 });
});

it("goes on with a new signing key, beside the old one", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const renewed = { ...config, AUDIT_SIGNING_KEY: JSON.stringify(privateKey.export({ format: "jwk" })) };
  const before = await latestHead(config.AUDIT_HEADS_FOLDER);
  const service = createService(renewed, { log: quietLog });
  await service.start();
  await trail.tell(3);
  await until("signed anew", async () => (await latestHead(config.AUDIT_HEADS_FOLDER))?.kid !== before?.kid);
  await service.stop();
  expect(await verdict()).toMatchObject({ whole: true, uncovered: 0 });
});
