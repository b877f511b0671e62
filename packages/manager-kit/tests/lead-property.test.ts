import { connectDatabase, type Database } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ManagerTables } from "../src/tables.ts";
import { manager, rowOf, steps, type Model } from "./harness/lead-model.ts";

let database: TestDatabase;
let connection: Database<ManagerTables>;
beforeAll(async () => {
  database = await createTestDatabase();
  const log = createLogger({ service: "test", instance: "test", level: "fatal" });
  connection = connectDatabase({ url: database.urlFor("jobs"), poolSize: 4, applicationName: "test", log });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const makeRow = "insert into managers (name, enabled, interval_seconds, settings) values ($1, true, 3600, '{}')";

it("has one leader at the most, whatever copies do, and a new generation for every lead", async () => {
  const { db, pool } = connection;
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      await pool.query("delete from managers");
      await pool.query(makeRow, [manager]);
      const model: Model = { leader: null, expired: false, leaving: null, generation: 0 };
      for (const step of taken) {
        await step({ db, pool, model });
        const { expired: _, ...expected } = model;
        expect(await rowOf({ pool })).toEqual(expected);
      }
    }),
    { numRuns: 80 },
  );
});
