import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pageAlerts } from "../src/alerts/page-alerts.ts";
import type { Tables } from "../src/db/tables.ts";

const log = createLogger({ service: "test", instance: "test", level: "silent" });
const count = 23;
let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase<Tables>>;

beforeAll(async () => {
  database = await createTestDatabase();
  connection = connectDatabase<Tables>({ url: database.urlFor("system"), poolSize: 3, applicationName: "test", log });
  const admin = new Pool({ connectionString: database.adminUrl, max: 1 });
  // Several of the same moment, so that the id decides.
  await admin.query(
    `insert into system.alerts (id, rule, subject, severity, message, details, raised_at, cleared_at)
     select gen_random_uuid(), 'service_down', n::text, 'critical', 'it does not answer', '{}',
       now() - make_interval(mins => n / 4), case when n % 3 = 0 then now() end
     from generate_series(1, ${count}) n`,
  );
  await admin.end();
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

/** The subjects of all pages, one after the other by their cursors. */
async function walk(filters: Parameters<typeof pageAlerts>[1]): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { rows, pagination } = await pageAlerts(connection.db, filters, { page: 1, per_page: 5, cursor });
    seen.push(...rows.map(({ subject }) => subject));
    if (pagination.next_cursor === null) return seen;
    cursor = pagination.next_cursor;
  }
}

it("shows each row once by cursors, in the order of its page numbers", async () => {
  const byCursor = await walk({});
  expect(new Set(byCursor).size).toBe(count);
  const byPage: string[] = [];
  for (let page = 1; page <= 5; page += 1) {
    const { rows, pagination } = await pageAlerts(connection.db, {}, { page, per_page: 5 });
    expect(pagination).toMatchObject({ total: count, total_is: "exact", total_pages: 5, has_next: page < 5 });
    byPage.push(...rows.map(({ subject }) => subject));
  }
  expect(byPage).toEqual(byCursor);
});

it("keeps to its filters on every page", async () => {
  const cleared = Array.from({ length: count }, (_, n) => n + 1).filter((n) => n % 3 === 0);
  expect((await walk({ state: "cleared" })).toSorted()).toEqual(cleared.map(String).toSorted());
  expect(await walk({ state: "acknowledged" })).toEqual([]);
  expect(await walk({ state: "open" })).toHaveLength(count - cleared.length);
});
