import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { open, keyIdOf, type Sealed } from "@agentos/audit-kit/seal";
import { readMasterKey, unwrapKey } from "@agentos/audit-kit/subject-key";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl, query, secretOf, signIn, until, type Person } from "./driver.ts";

const run = promisify(execFile);

/** What tells of a person, wherever a request can carry it. */
const canaries = {
  address: "203.0.113.77",
  userAgent: "CanaryBrowser/7.7 (the machine of Ada)",
  reason: "canary-reason: ada@canary.example asked for it",
  search: "canary-holiday-of-ada.mp4",
  unknownField: "canary-unknown-field",
  wrongValue: "canary-wrong-value",
  unknownAction: "canary.unknown_action",
  key: "canary-key-of-ada",
};
const headers = { "user-agent": canaries.userAgent, "x-forwarded-for": canaries.address };
const networks = "127.0.0.0/8,::1,203.0.113.0/24";

let stack: Stack;
let admin: Person;
let readonly: Person;

beforeAll(async () => {
  stack = await startStack({
    env: {
      GATEWAY__TRUSTED_PROXIES: "127.0.0.0/8,::1",
      GATEWAY__ADMIN_ALLOWLIST: networks,
      ACTION_DISPATCHER__ACTION_ALLOWLIST: networks,
      ACTION_DISPATCHER__ACTION_LIMITS_SCALE: "100000",
    },
  });
  [admin, readonly] = await Promise.all([signIn(stack, "admin"), signIn(stack, "readonly")]);
}, 300_000);
afterAll(() => stack?.stop(), 120_000);

function act(person: Person, body: object, key: string = randomUUID()) {
  return person.post("/api/admin/action", body, { ...headers, "x-idempotency-key": key });
}

const pausing = { action: "queue.pause", payload: { queue: "video_cutter", for_seconds: 1 }, reason: canaries.reason };

/** Requests that end in every way, each with all that it can carry of a person. */
function everyKind(): Promise<unknown>[] {
  const { reason, search } = canaries;
  return [
    act(admin, pausing),
    act(admin, { action: "job.bulk_retry", payload: { filter: { search } }, reason }),
    act(admin, { action: "job.bulk_retry", payload: { filter: { search } }, dry_run: true, reason }),
    act(admin, { ...pausing, payload: { queue: canaries.wrongValue }, note: canaries.unknownField }),
    act(admin, { ...pausing, action: canaries.unknownAction }),
    act(readonly, pausing),
    act(admin, pausing, canaries.key),
  ];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** All that stands in the audit schema, as text. */
async function auditSchema(): Promise<string> {
  const tables = await query<{ table: string }>(
    stack,
    "select oid::regclass::text as table from pg_class where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p') and not relispartition",
    [],
    "audit",
  );
  const texts = await Promise.all(
    tables.map(({ table }) => query<{ text: string }>(stack, `select t::text as text from ${table} t`, [], "audit")),
  );
  return texts.flatMap((rows) => rows.map(({ text }) => text)).join("\n");
}

async function chained(): Promise<{ entries: number; ids: number; last: number; kinds: string[] }> {
  const [row] = await query<{ entries: number; ids: number; last: number; kinds: string[] }>(
    stack,
    `select count(*)::int as entries, count(distinct id)::int as ids, max(seq)::int as last,
       array_agg(distinct kind order by kind) as kinds from entries`,
    [],
    "audit",
  );
  return row ?? { entries: 0, ids: 0, last: 0, kinds: [] };
}

it("is contiguous and verifies while the services that write it are killed, and nobody's traces stand in it in clear", async () => {
  const sending = Array.from({ length: 6 }, async () => {
    for (let round = 0; round < 6; round += 1) await Promise.all(everyKind());
  });
  const killing = (async () => {
    for (let kills = 0; kills < 2; kills += 1) {
      await sleep(500);
      await stack.untilReplaced("host", stack.kill("host"));
    }
  })();
  await Promise.all([...sending, killing]);

  const inbox = () => query<{ n: number }>(stack, "select count(*)::int as n from inbox", [], "audit");
  await until(async () => (await inbox())[0]?.n === 0, 100);
  const { entries, ids, last, kinds } = await chained();
  expect({ entries, ids }).toEqual({ entries: last, ids: last });
  expect(kinds).toEqual(expect.arrayContaining(["denied", "dry_run", "intent", "invalid", "outcome", "replayed"]));

  const folder = path.join(stack.folder, "state", "logs", "audit");
  const env = { DATABASE_URL: databaseUrl(stack, "audit"), AUDIT_HEADS_FOLDER: folder };
  const program = path.join(repositoryRoot, "services/audit/src/verify.ts");
  expect((await run(process.execPath, [program], { env })).stdout).toMatch(/^entries 1 to \d+ .*\nwhole; /);

  const found = [["audit", await auditSchema()]];
  for (const file of await filesBelow(path.join(stack.folder, "state", "logs")))
    found.push([file, readFileSync(file, "utf8")]);
  const clear = Object.values(canaries).flatMap((canary) =>
    found.filter(([, text]) => text?.includes(canary)).map(([where]) => `${canary} in ${where}`),
  );
  expect(clear).toEqual([]);
  // It is all there, for whoever holds the key.
  expect(await told()).toEqual([canaries.address, canaries.userAgent, canaries.reason, canaries.search]);
});

type Told = Record<"ip_address" | "user_agent" | "reason", Sealed> & { payload: { filter: { search: Sealed } } };

/** What tells of a person in the intent of a bulk action, opened. */
async function told(): Promise<unknown[]> {
  const text = "select * from entries where action = 'job.bulk_retry' and kind = 'intent' limit 1";
  const [entry] = await query<Told>(stack, text, [], "audit");
  if (!entry) throw new Error("nothing was told of the bulk action");
  const { ip_address, user_agent, reason, payload } = entry;
  const id = keyIdOf(ip_address);
  const [key] = await query<{ subject_id: string; wrapped: Buffer }>(
    stack,
    "select subject_id, wrapped from subject_keys where id = $1",
    [id],
    "audit",
  );
  if (!key) throw new Error("there is no key");
  const opened = unwrapKey(readMasterKey(secretOf(stack, "audit/master-key")), key.subject_id, key.wrapped);
  return [ip_address, user_agent, reason, payload.filter.search].map((one) => open({ id, key: opened }, one));
}
