import { randomBytes, randomUUID } from "node:crypto";
import { personal } from "@agentos/contracts/actions/action-contract";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { sealPersonal } from "../src/audit/seal-personal.ts";
import { createSealer, type Sealer } from "../src/audit/sealer.ts";
import type { Tables } from "../src/db/tables.ts";

const logged: string[] = [];
const log = createLogger(
  { service: "test", instance: "test", level: "trace" },
  { write: (line) => void logged.push(line) },
);
const masterKey = randomBytes(32).toString("base64");
let database: TestDatabase;
let superuser: Pool;
let connection: ReturnType<typeof connectDatabase<Tables>>;
let sealer: Sealer;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Pool({ connectionString: database.adminUrl, max: 2 });
  superuser.on("error", () => undefined);
  const url = database.urlFor("action-dispatcher");
  connection = connectDatabase<Tables>({ url, poolSize: 4, applicationName: "test", log });
  sealer = createSealer(connection.db, masterKey);
});

afterAll(async () => {
  await connection.close();
  await superuser.end();
  await database.drop();
});

const canaries = {
  email: "canary-ada@example.com",
  name: "Canary Ada Lovelace",
  address: "203.0.113.77",
  userAgent: "CanaryBrowser/7.7 (Ada's machine)",
  reason: "canary: Ada asked for it",
  fileName: "canary-holiday-ada.mp4",
  note: "canary note of Ada",
};

const payload = z.strictObject({
  queue: z.string(),
  email: personal(z.email()),
  name: personal(z.string()).optional(),
  file: z.object({ name: personal(z.string()), bytes: z.int() }),
  notes: z.array(personal(z.string())).max(3),
});

/** Hands an entry over, as the pipeline's statements do. */
async function recordAudit(entry: AuditEntry): Promise<void> {
  await connection.pool.query("select audit.record($1)", [JSON.stringify(entry)]);
}

function entryFor(user: string, sealed: Awaited<ReturnType<typeof sealPersonal>>): AuditEntry {
  return {
    kind: "intent",
    action_id: randomUUID(),
    action: "queue.pause",
    user_id: user,
    result: null,
    error_code: null,
    trace_id: randomBytes(16).toString("hex"),
    duration_ms: null,
    security_context: { role: "admin" },
    count: 1,
    ...sealed,
  };
}

/** All that stands in a schema, as text. */
async function dump(schema: string): Promise<string> {
  const tables = await superuser.query<{ table: string }>(
    "select oid::regclass::text as table from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p')",
    [schema],
  );
  const texts = await Promise.all(
    tables.rows.map(({ table }) => superuser.query<{ text: string }>(`select t::text as text from ${table} t`)),
  );
  return texts.flatMap(({ rows }) => rows.map(({ text }) => text)).join("\n");
}

it("lets nothing that tells of a person stand in clear in the audit schema or in a log", async () => {
  const user = randomUUID();
  const { address, userAgent, reason, email, name, fileName, note } = canaries;
  const parsed = payload.parse({
    queue: "video_cutter",
    email,
    name,
    file: { name: fileName, bytes: 7 },
    notes: [note],
  });
  const parts = { address, userAgent, reason };
  const sealed = await sealPersonal(sealer, user, parts, { contract: { payload }, payload: parsed });
  await recordAudit(entryFor(user, sealed));
  // What was refused before it was understood leaves nothing of itself.
  await recordAudit({ ...entryFor(user, await sealPersonal(sealer, user, parts)), kind: "invalid" });
  await expect(recordAudit({ ...entryFor(user, sealed), reason: { text: reason } as never })).rejects.toThrow(/sealed/);

  const found = await dump("audit");
  expect(found).toContain("video_cutter");
  const forms = Object.values(canaries).flatMap((one) => [one, encodeURIComponent(one), hex(one), base64(one)]);
  expect(forms.filter((form) => found.includes(form))).toEqual([]);
  expect(forms.filter((form) => logged.join("\n").includes(form))).toEqual([]);
  expect(sealed.payload).toEqual({
    queue: "video_cutter",
    email: { sealed: expect.any(String) },
    name: { sealed: expect.any(String) },
    file: { name: { sealed: expect.any(String) }, bytes: 7 },
    notes: [{ sealed: expect.any(String) }],
  });
});

const hex = (text: string): string => Buffer.from(text).toString("hex");
/** Without its end, which depends on what follows. */
const base64 = (text: string): string => Buffer.from(text).toString("base64url").slice(0, -4);

async function keyIdFor(user: string, by = sealer): Promise<string> {
  const seal = await by.sealFor(user);
  return seal("a value").sealed.slice(0, 36);
}

it("uses one key for a person on every instance, also where both are the first to ask", async () => {
  const other = createSealer(connection.db, masterKey);
  const user = randomUUID();
  const ids = await Promise.all([sealer, other, sealer, other].map((one) => keyIdFor(user, one)));
  expect(new Set(ids).size).toBe(1);
  expect(await keyIdFor(randomUUID())).not.toBe(ids[0]);
});

it("stops using a key soon after the person was erased", async () => {
  const user = randomUUID();
  const before = await keyIdFor(user);
  await superuser.query("select audit.erase_subject($1)", [user]);
  await expect.poll(() => keyIdFor(user), { timeout: 60_000, interval: 100 }).not.toBe(before);
});

it("seals nothing, rather than nothing sealed, when the keys cannot be had", async () => {
  const other = createSealer(connection.db, randomBytes(32).toString("base64"));
  const user = randomUUID();
  await keyIdFor(user);
  await expect(other.sealFor(user)).rejects.toThrow(/authenticate/);
});
