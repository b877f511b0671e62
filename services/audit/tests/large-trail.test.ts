import { connectDatabase } from "@agentos/database/connect";
import { rowsScanned } from "@agentos/testkit/rows-scanned";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { pageEntries } from "../src/db/list-entries.ts";
import type { Tables } from "../src/db/tables.ts";
import { auditPartReaders } from "../src/snapshot/parts.ts";
import { quietLog } from "./harness/trail.ts";

/** Entries of three months; one in a thousand failed, and one in ten thousand was denied. */
const entries = 120_000;
const fill = `
  insert into entries (id, timestamp, kind, action_id, action, user_id, trace_id, security_context, count, written_by, error_code, seq,
    chained_at, prev_hash, hash)
  select gen_random_uuid(), t, case when n % 10000 = 0 then 'denied' else 'outcome' end, gen_random_uuid(),
    (array['queue.pause', 'job.cancel', 'worker.pause', 'agent.scale'])[1 + n % 4],
    ('00000000-0000-7000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid, md5(n::text), '{"role": "admin"}', 1, 'jobs',
    case when n % 1000 = 0 then 'CONFLICT' end, n, t, '\\x00', '\\x00'
  from (
    select n, date_trunc('milliseconds', date_trunc('month', now()) - interval '2 months' + n * interval '43 seconds') as t
    from generate_series(1, ${entries}) n
  ) given`;

let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase<Tables>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl, options: "-c search_path=audit" });
  await admin.connect();
  for (const months of [0, 1, 2]) {
    await admin.query("select make_partition((date_trunc('month', now()) - make_interval(months => $1))::date)", [
      months,
    ]);
  }
  // As they were chained, without the work of chaining them.
  await admin.query("alter table entries disable trigger extend_chain");
  await admin.query(fill);
  await admin.query("alter table entries enable trigger extend_chain");
  await admin.query("update chain set seq = $1", [entries]);
  await admin.query("analyze");
  await admin.end();
  const url = database.urlFor("audit");
  connection = connectDatabase<Tables>({ url, poolSize: 1, applicationName: "reader", log: quietLog });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

/** Entries that were read by scanning a partition. */
async function scanned(work: () => Promise<unknown>): Promise<number> {
  const tables = Object.entries(await rowsScanned(connection.pool, work));
  return tables.reduce((sum, [table, rows]) => sum + (table.startsWith("entries_") ? rows : 0), 0);
}

it("tells its part of the snapshot without a scan", async () => {
  const parts = auditPartReaders(connection);
  expect(await scanned(() => parts.audit())).toBe(0);
  expect((await parts.audit()).entries).toHaveLength(25);
});

const lists: [string, Partial<FiltersOf<"audit">>, number][] = [
  ["all", {}, 10_000],
  ["an action", { action: "queue.pause" }, 10_000],
  ["what failed", { outcome: "failed" }, 108],
  ["what was denied", { outcome: "denied" }, 12],
  ["an account", { user_id: "00000000-0000-7000-8000-000000000007" }, 240],
  ["an action of an account", { action: "agent.scale", user_id: "00000000-0000-7000-8000-000000000007" }, 240],
  ["a trace", { trace_id: "c4ca4238a0b923820dcc509a6f75849b" }, 1],
];

it.each(lists)("lists %s without a scan, also far down", async (_name, filters, total) => {
  const query = { page: 1, per_page: 10 };
  const cursor = Buffer.from("30000").toString("base64url");
  let found: unknown;
  const read = async () => {
    found = (await pageEntries(connection.db, filters, query)).pagination.total;
    await pageEntries(connection.db, filters, { ...query, cursor });
  };
  expect(await scanned(read)).toBe(0);
  expect(found).toBe(total);
});

it("lists a day of the past without a scan", async () => {
  const { rows } = await connection.pool.query<{ from: Date; to: Date }>(
    "select chained_at as from, chained_at + interval '1 day' as to from entries where seq = 50000",
  );
  const [day] = rows;
  const filters = { from: day?.from.toISOString(), to: day?.to.toISOString(), outcome: "done" as const };
  let found: unknown;
  const read = async () => {
    found = await pageEntries(connection.db, filters, { page: 1, per_page: 10 });
  };
  expect(await scanned(read)).toBe(0);
  expect(found).toMatchObject({ rows: [{ seq: 52_009 }, { seq: 52_008 }, {}, {}, {}, {}, {}, {}, {}, {}] });
});
