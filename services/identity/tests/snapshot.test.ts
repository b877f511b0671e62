import { randomUUID } from "node:crypto";
import { accessOf } from "@agentos/contracts/messages/identity";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { FiltersOf, RowOf } from "@agentos/contracts/snapshot/section-queries";
import { sectionsOf, type PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { stillText } from "@agentos/testkit/still-text";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldAccountCounts } from "../src/db/account-counts.ts";
import type { Tables } from "../src/db/tables.ts";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

type Page = { page?: number; per_page?: number; cursor?: string };

let identity: TestIdentity;
let service: IdentityService;
let readModel: NatsConnection;
const log = createLogger({ service: "read-model", instance: "test", level: "silent" });

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true", SIGN_IN_FAILURES: "3" });
  readModel = await connectNats({ ...identity.nats.credentials("read-model"), service: "read-model", log });
});
afterAll(async () => {
  await readModel.close();
  await identity.stop();
});

async function read(): Promise<Required<PartsOf<"identity">>> {
  const sections = sectionsOf("identity");
  const parts = await ask(readModel, snapshotPartsQueries.identity, { sections });
  expect(Object.keys(parts)).toEqual(sections);
  return parts as Required<PartsOf<"identity">>;
}

async function rows(filters: Partial<FiltersOf<"users">> = {}, page: Page = {}) {
  const reply = await ask(readModel, sectionRowsQueries.identity, { section: "users", filters, page });
  return { ...reply, rows: reply.rows as RowOf<"users">[] };
}
const emails = async (filters: Partial<FiltersOf<"users">>): Promise<string[]> =>
  (await rows(filters)).rows.map(({ email }) => email);

const password = "correct horse battery";
const signUp = (email: string) => identity.call(service, "register", { email, password });

describe("what identity tells for the snapshot", () => {
  it("are numbers of accounts, which follow every change of them", async () => {
    const none = { total: 0, disabled: 0, locked: 0 };
    expect((JSON.parse(await stillText(read)) as PartsOf<"identity">).system?.accounts).toMatchObject(none);
    for (const name of ["ada", "adam", "bob"]) expect((await signUp(`canary-${name}@example.com`)).status).toBe(201);
    await identity.sql("update users set role = 'admin' where email like '%bob%'");
    await identity.sql("update users set disabled_at = now() where email like '%adam%'");
    // What changes neither role nor state counts for nothing.
    await identity.sql("update users set version = version + 1");
    for (let failure = 0; failure < 3; failure += 1) {
      await identity.call(service, "login", { email: "canary-ada@example.com", password: "wrong" });
      await identity.call(service, "login", { email: "canary-nobody@example.com", password: "wrong" });
    }
    const parts = await read();
    expect(parts.system.accounts).toEqual({
      total: 3,
      by_role: { admin: 1, operator: 0, supervisor: 0, user: 2, readonly: 0 },
      disabled: 1,
      locked: 1,
    });
    expect(JSON.stringify(parts)).not.toContain("canary");
  });

  it("counts what is added and removed by many at once", async () => {
    const pool = new Pool({ connectionString: identity.databaseUrl, max: 3 });
    const add = (role: string) =>
      pool.query(
        `insert into users (id, email, password_hash, role)
         select gen_random_uuid(), gen_random_uuid() || '@bulk.example', 'none', $1 from generate_series(1, 50)`,
        [role],
      );
    await Promise.all(["readonly", "operator", "readonly"].map(add));
    await pool.end();
    const all = { total: 153, by_role: { readonly: 100, operator: 50 } };
    expect((await read()).system.accounts).toMatchObject(all);
    await folded();
    expect((await read()).system.accounts).toMatchObject(all);
    await identity.sql("delete from users where email like '%@bulk.example'");
    expect((await read()).system.accounts).toMatchObject({ total: 3, by_role: { readonly: 0, operator: 0 } });
  });
});

/** Puts the counts together, as the service does from time to time. */
async function folded(): Promise<void> {
  const url = identity.databaseUrl;
  const { db, close } = connectDatabase<Tables>({ url, poolSize: 1, applicationName: "test", log });
  await foldAccountCounts(db);
  const counts = await identity.sql("select role, disabled from account_counts");
  expect(new Set(counts.map((row) => JSON.stringify(row))).size).toBe(counts.length);
  await close();
}

describe("the rows of accounts", () => {
  it("are found by role, status, first letters and id", async () => {
    const [ada, adam, bob] = ["ada", "adam", "bob"].map((name) => `canary-${name}@example.com`) as [
      string,
      string,
      string,
    ];
    expect(await emails({})).toEqual([bob, adam, ada]);
    expect(await emails({ role: "admin" })).toEqual([bob]);
    expect(await emails({ status: "locked" })).toEqual([ada]);
    expect(await emails({ status: "disabled" })).toEqual([adam]);
    expect(await emails({ status: "active" })).toEqual([bob]);
    expect(await emails({ search: "Canary-ADA" })).toEqual([adam, ada]);
    expect(await emails({ search: "ada" })).toEqual([]);
    expect(await emails({ search: "%" })).toEqual([]);
    const [found] = (await rows({ role: "admin" })).rows;
    expect(await emails({ search: found?.id ?? "" })).toEqual([bob]);
  });

  it("tell what was granted and denied, and never of passwords", async () => {
    const [user] = (await rows({ role: "admin" })).rows;
    const grant = "insert into user_permissions (user_id, permission, granted) values ($1, $2, $3)";
    await identity.sql(grant, [user?.id, "LOG_EXPORT", true]);
    await identity.sql(grant, [user?.id, "QUEUE_CLEAR", false]);
    await identity.sql(grant, [user?.id, "OF_TOMORROW", true]);
    const { rows: found } = await rows({ role: "admin" });
    expect(found).toMatchObject([{ status: "active", granted: ["LOG_EXPORT"], denied: ["QUEUE_CLEAR"] }]);
    expect(JSON.stringify(found)).not.toMatch(/argon|hash/);
    expect(await ask(readModel, accessOf, { user_id: user?.id ?? "" })).toEqual({
      role: "admin",
      granted: ["LOG_EXPORT"],
      denied: ["QUEUE_CLEAR"],
    });
    const [disabled] = (await rows({ status: "disabled" })).rows;
    expect(await ask(readModel, accessOf, { user_id: disabled?.id ?? "" })).toMatchObject({ role: null });
  });

  it("are walked through without a gap, also where many were made at once", async () => {
    await identity.sql(
      `insert into users (id, email, password_hash, role)
       select gen_random_uuid(), n || '@bulk.example', 'none', 'readonly' from generate_series(1, 25) n`,
    );
    const walked = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await rows({ role: "readonly" }, { per_page: 10, ...(cursor ? { cursor } : {}) });
      expect(page.pagination.total).toBe(25);
      for (const { id } of page.rows) walked.add(id);
      cursor = page.pagination.next_cursor;
    }
    expect(walked.size).toBe(25);
    await expect(rows({}, { cursor: randomUUID() })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });
});
