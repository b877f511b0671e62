import { createLogger } from "@agentos/service-kit/logger";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectDatabase } from "../src/connect.ts";
import { runAsLeader } from "../src/leader.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());

it("lets one instance lead at a time, and another when the leader's connection is lost", async () => {
  const stop = new AbortController();
  const events: string[] = [];
  let leading = 0;
  const instances = ["a", "b"].map((name) => {
    const { pool, close } = connectDatabase({ url: database.adminUrl, poolSize: 2, applicationName: name, log });
    const ended = runAsLeader({
      pool,
      name: "test",
      signal: stop.signal,
      log,
      async work(signal) {
        leading += 1;
        expect(leading).toBe(1);
        events.push(name);
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        leading -= 1;
      },
    });
    return { ended, close };
  });
  await expect.poll(() => events.length, { timeout: 10_000 }).toBe(1);

  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  );
  await expect.poll(() => events.length, { timeout: 20_000 }).toBe(2);
  await admin.end();

  stop.abort();
  await Promise.all(instances.map(({ ended }) => ended));
  await Promise.all(instances.map(({ close }) => close()));
});
