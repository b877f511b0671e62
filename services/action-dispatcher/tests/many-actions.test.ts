import { connectDatabase } from "@agentos/database/connect";
import { rowsScanned } from "@agentos/testkit/rows-scanned";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readToldActions } from "../src/db/told-actions.ts";
import type { Tables } from "../src/db/tables.ts";
import { quietLog } from "./support/stack.ts";

/** One a minute; one in a thousand failed, and the oldest three have not ended. */
const fill = `
  insert into actions (id, user_id, session_id, role, action, owner, payload_hash, state, error_code, security_context, traceparent,
    created_at, finished_at)
  select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'admin', 'queue.pause', 'jobs', '\\x00',
    case when n > 99997 then 'held' when n % 1000 = 1 then 'failed' else 'done' end,
    case when n % 1000 = 1 then 'CONFLICT' end, '{}', '00-' || md5(n::text) || '-0000000000000001-01',
    now() - n * interval '1 minute', case when n <= 99997 then now() - n * interval '1 minute' + interval '1 second' end
  from generate_series(0, 100000) n`;

let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase<Tables>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl, options: "-c search_path=action_dispatcher" });
  await admin.connect();
  await admin.query(fill);
  await admin.query("analyze");
  await admin.end();
  const url = database.urlFor("action-dispatcher");
  connection = connectDatabase<Tables>({ url, poolSize: 1, applicationName: "reader", log: quietLog() });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

it("tells of actions without a scan, however many there are", async () => {
  let told: Awaited<ReturnType<typeof readToldActions>> | undefined;
  const read = async () => {
    told = await readToldActions(connection.db);
  };
  expect((await rowsScanned(connection.pool, read))["actions"] ?? 0).toBe(0);
  expect(told).toMatchObject({ open: 3, oldest_open: [{}, {}, {}], last_hour: { failed: 1, open: 0 } });
  expect(told?.latest_failures).toHaveLength(10);
});
