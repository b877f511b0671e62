import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { rowsScanned } from "@agentos/testkit/rows-scanned";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countAccounts } from "../src/db/account-counts.ts";
import { listUsers } from "../src/db/list-users.ts";
import type { Tables } from "../src/db/tables.ts";

const log = createLogger({ service: "test", instance: "test", level: "silent" });
/** One in a thousand is staff, one in five hundred is disabled, and one in a thousand is locked. */
const fill = [
  `insert into users (id, email, password_hash, role, disabled_at, created_at)
   select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, md5(n::text) || '@example.com', 'none',
     case when n % 1000 = 0 then 'operator' else 'user' end, case when n % 500 = 0 then now() end,
     now() - n * interval '1 minute'
   from generate_series(1, 100000) n`,
  `insert into sign_in_locks (scope, kind, owner, user_id, locks, locked_until)
   select decode(md5(n::text), 'hex'), 'account', decode(md5(n::text), 'hex'),
     ('00000000-0000-7000-8000-' || lpad((n * 1000 + 1)::text, 12, '0'))::uuid, 1, now() + interval '1 hour'
   from generate_series(0, 99) n`,
  "analyze",
];

let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase<Tables>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl, options: "-c search_path=identity" });
  await admin.connect();
  for (const statement of fill) await admin.query(statement);
  await admin.end();
  const url = database.urlFor("identity");
  connection = connectDatabase<Tables>({ url, poolSize: 1, applicationName: "reader", log });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

async function usersScanned(work: () => Promise<unknown>): Promise<number> {
  return (await rowsScanned(connection.pool, work))["users"] ?? 0;
}

it("counts accounts without counting them", async () => {
  let accounts: unknown;
  const count = async () => {
    accounts = await countAccounts(connection.db);
  };
  expect(await usersScanned(count)).toBe(0);
  expect(accounts).toMatchObject({
    total: 100_000,
    by_role: { operator: 100, user: 99_900 },
    disabled: 200,
    locked: 100,
  });
});

const lists: [string, FiltersOf<"users">, number][] = [
  ["all", {}, 10_000],
  ["a role", { role: "operator" }, 100],
  ["what is disabled", { status: "disabled" }, 200],
  ["what is locked", { status: "locked" }, 100],
  ["what is active", { status: "active" }, 10_000],
  ["addresses by their first letters", { search: "c4ca42" }, 1],
  ["an id", { search: "00000000-0000-7000-8000-000000000007" }, 1],
];

it.each(lists)("lists %s without a scan, also far down", async (_name, filters, total) => {
  const query = { page: 1, per_page: 10 };
  const at = { time: Date.now() - 60_000 * 60_000, id: "00000000-0000-7000-8000-000000060000" };
  const cursor = Buffer.from(JSON.stringify([at.time, at.id])).toString("base64url");
  let found: unknown;
  const read = async () => {
    found = (await listUsers(connection.db, filters, query)).pagination.total;
    await listUsers(connection.db, filters, { ...query, cursor });
  };
  expect(await usersScanned(read)).toBe(0);
  expect(found).toBe(total);
});
