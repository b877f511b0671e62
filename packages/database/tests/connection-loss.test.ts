import { createLogger } from "@agentos/service-kit/logger";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectDatabase } from "../src/connect.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());

/** Unhandled errors fail the run: that is what this watches for. */
it("outlives a connection that breaks between two statements of a transaction", async () => {
  const log = createLogger({ service: "test", instance: "test", level: "error" });
  const { db, pool, close } = connectDatabase({ url: database.adminUrl, poolSize: 2, applicationName: "test", log });
  const work = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await pool.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
    // The news of the end has to arrive while no statement is under way.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await sql`select 1`.execute(tx);
  });
  await expect(work).rejects.toThrow(/connection|Client/i);
  await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
  await close();
});
