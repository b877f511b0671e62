import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { seal } from "@agentos/audit-kit/seal";
import { managersOf } from "@agentos/contracts/managers/managers";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { sectionsOf, type PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { stillText } from "@agentos/testkit/still-text";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepVerdict } from "../src/db/chain-state.ts";
import { createService } from "../src/service.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import { verify } from "../src/verify/verify.ts";
import { createTrail, quietLog, type Trail } from "./harness/trail.ts";

type Parts = Required<PartsOf<"audit">>;
type Page = { page?: number; per_page?: number; cursor?: string };

let trail: Trail;
let nats: TestNats;
let service: ReturnType<typeof createService>;
let readModel: NatsConnection;

beforeAll(async () => {
  [trail, nats] = await Promise.all([createTrail(), startNats()]);
  const { url, user, password } = nats.credentials("audit");
  const signing = { AUDIT_SIGN_EVERY_SECONDS: 0.1 };
  const config = { ...trail.config, ...signing, NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password };
  service = createService(config, { log: quietLog });
  await service.start();
  readModel = await connectNats({ ...nats.credentials("read-model"), service: "read-model", log: quietLog });
});
afterAll(async () => {
  await readModel.close();
  await service.stop();
  await nats.stop();
  await trail.close();
});

async function read(): Promise<Parts> {
  const sections = sectionsOf("audit");
  const parts = await ask(readModel, snapshotPartsQueries.audit, { sections });
  expect(Object.keys(parts).toSorted()).toEqual(sections.toSorted());
  return parts as Parts;
}

async function rows(filters: Partial<FiltersOf<"audit">> = {}, page: Page = {}) {
  const reply = await ask(readModel, sectionRowsQueries.audit, { section: "audit", filters, page });
  return { ...reply, rows: reply.rows as AuditRow[] };
}

/** Waits until all that was told has its place and is signed. */
async function settled(entries: number): Promise<Parts> {
  const chain = async () => (await read()).audit.chain;
  await expect
    .poll(chain, { timeout: 60_000 })
    .toMatchObject({ last_seq: entries, head: { seq: entries }, unverified: 0 });
  return read();
}

const user = randomUUID();
const trace = randomBytes(16).toString("hex");
const key = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };
const canary = seal(key, "canary@example.com");

describe("what audit tells for the snapshot", () => {
  it("is still while nothing happens, with the sequencer and the signer at work", async () => {
    const { audit, managers } = JSON.parse(await stillText(read)) as Parts;
    expect(audit).toMatchObject({ entries: [], chain: { last_seq: 0, head: null, last_verification: null } });
    expect(managers.audit.map(({ name }) => name)).toEqual(managersOf("audit").map(({ name }) => name));
  });

  it("has the newest entries once they have their places, without what is sealed", async () => {
    await trail.tell(30);
    await trail.tell(1, {
      user_id: user,
      trace_id: trace,
      payload: { email: canary, notes: [canary], queue: "default" },
      reason: canary,
      ip_address: canary,
    });
    const parts = await settled(31);
    expect(parts.audit.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, n) => 31 - n));
    expect(parts.audit.entries[0]).toMatchObject({ user_id: user, outcome: "done", has_reason: true, role: "admin" });
    expect(JSON.stringify(parts)).not.toContain(canary.sealed);
    const listed = await rows({ user_id: user });
    expect(listed.rows[0]?.payload).toEqual({ email: "[sealed]", notes: ["[sealed]"], queue: "default" });
    expect(JSON.stringify(listed)).not.toContain(canary.sealed);
    await stillText(read);
  });

  it("tells of the last verification", async () => {
    await keepVerdict(trail.db, await verify(await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER)));
    const { last_verification } = (await read()).audit.chain;
    expect(last_verification).toMatchObject({ whole: true, entries: 31, first: 1, last: 31, finding: null });
  });
});

describe("the rows of the audit trail", () => {
  it("are found by action, outcome, account, action's id and trace", async () => {
    const actionId = randomUUID();
    await trail.tell(2, { action: "job.cancel", error_code: "CONFLICT", action_id: actionId });
    await trail.tell(3, { action: "job.cancel", kind: "denied", error_code: "FORBIDDEN" });
    await settled(36);
    const found = async (filters: Partial<FiltersOf<"audit">>): Promise<number[]> =>
      (await rows(filters)).rows.map(({ seq }) => seq);
    expect(await found({ action: "job.cancel" })).toEqual([36, 35, 34, 33, 32]);
    expect(await found({ outcome: "failed" })).toEqual([33, 32]);
    expect(await found({ outcome: "denied", action: "job.cancel" })).toEqual([36, 35, 34]);
    expect(await found({ action_id: actionId })).toEqual([33, 32]);
    expect(await found({ user_id: user })).toEqual([31]);
    expect(await found({ trace_id: trace, outcome: "done" })).toEqual([31]);
    expect((await rows({ outcome: "done" })).pagination.total).toBe(31);
  });

  it("are walked through by their numbers, without a gap", async () => {
    const walked: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await rows({}, { per_page: 10, ...(cursor ? { cursor } : {}) });
      walked.push(...page.rows.map(({ seq }) => seq));
      cursor = page.pagination.next_cursor;
    }
    expect(walked).toEqual(Array.from({ length: 36 }, (_, n) => 36 - n));
    expect((await rows({}, { page: 4, per_page: 10 })).rows.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
    await expect(rows({}, { cursor: "x" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });

  it("are those of a period", async () => {
    const all = (await rows({}, { per_page: 100 })).rows;
    const from = all.find(({ seq }) => seq === 32)?.chained_at ?? "";
    const later = all.filter(({ chained_at }) => chained_at >= from).length;
    expect((await rows({ from })).pagination.total).toBe(later);
    expect((await rows({ to: from })).pagination.total).toBe(36 - later);
    expect((await rows({ from: "2999-01-01T00:00:00.000Z" })).rows).toEqual([]);
    expect((await rows({ to: "2000-01-01T00:00:00.000Z" })).rows).toEqual([]);
  });

  it("tell of an outcome too what was asked for, without what is sealed", async () => {
    const action_id = randomUUID();
    const asked = { queue: "face_detector", note: canary };
    await trail.tell(1, { kind: "intent", action_id, payload: asked, result: null });
    await trail.tell(1, { action_id, payload: null });
    await settled(38);
    const told = (await rows({ action_id })).rows;
    expect(told.map(({ outcome }) => outcome)).toEqual(["done", "intent"]);
    for (const { payload } of told) expect(payload).toEqual({ queue: "face_detector", note: "[sealed]" });
  });
});

it("says so when the chain is not the one that was signed", async () => {
  const { chain } = (await settled(38)).audit;
  expect(chain.contradiction).toBeNull();
  const { rows: parts } = await trail.superuser.query<{ name: string }>(
    "select partition::text as name from partitions",
  );
  for (const { name } of parts) {
    await trail.superuser.query(`alter table ${name} disable trigger all`);
    await trail.superuser.query(`update ${name} set hash = decode(repeat('ab', 32), 'hex') where seq = 38`);
  }
  await trail.tell(1);
  await expect
    .poll(async () => (await read()).audit.chain.contradiction?.says ?? "", { timeout: 60_000 })
    .toContain("Entry 38 is not the one");
});
