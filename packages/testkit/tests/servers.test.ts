import { connect } from "@nats-io/transport-node";
import { Redis } from "ioredis";
import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startNats } from "../src/servers/nats.ts";
import { startPostgres } from "../src/servers/postgres.ts";
import { startRedis } from "../src/servers/redis.ts";
import { createTestDatabase } from "../src/servers/test-database.ts";

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
};

describe("createTestDatabase", () => {
  it("gives databases that do not see each other", async () => {
    const [one, two] = await Promise.all([createTestDatabase({ empty: true }), createTestDatabase({ empty: true })]);
    await query(one.adminUrl, "create table t (n int)");
    await expect(query(two.adminUrl, "select * from t")).rejects.toThrow(/does not exist/);
    await Promise.all([one.drop(), two.drop()]);
    await expect(query(one.adminUrl, "select 1")).rejects.toThrow(/does not exist/);
  });
});

describe("startPostgres", async () => {
  const postgres = await startPostgres();
  afterAll(() => postgres.stop());

  it("asks for a password", async () => {
    const wrong = postgres.adminUrl.replace(postgres.password, "wrong");
    await expect(query(wrong, "select 1")).rejects.toThrow(/password authentication failed/);
  });

  it("keeps what was committed when it is killed", async () => {
    await query(postgres.adminUrl, "create table kept as select 7 as n");
    await postgres.kill();
    await expect(query(postgres.adminUrl, "select 1")).rejects.toThrow(/ECONNREFUSED/);
    await postgres.restart();
    expect(await query(postgres.adminUrl, "select n from kept")).toEqual([{ n: 7 }]);
  });
});

describe("startRedis", async () => {
  const redis = await startRedis();
  afterAll(() => redis.stop());

  it("keeps a service to its own keys", async () => {
    const jobs = new Redis(redis.urlFor("jobs"));
    await jobs.set("jobs:a", "1");
    await expect(jobs.set("identity:a", "1")).rejects.toThrow(/NOPERM/);
    await expect(jobs.flushall()).rejects.toThrow(/NOPERM/);
    jobs.disconnect();
  });

  it("keeps its data when it is started again", async () => {
    await redis.restart();
    const jobs = new Redis(redis.urlFor("jobs"));
    expect(await jobs.get("jobs:a")).toBe("1");
    jobs.disconnect();
  });
});

describe("startNats", async () => {
  const nats = await startNats();
  afterAll(() => nats.stop());

  it("lets a service say what the contracts name, and nothing else", async () => {
    const { url, user, password } = nats.credentials("media");
    const media = await connect({ servers: url, user, pass: password, inboxPrefix: "_INBOX_media" });
    await expect(media.request("aos.cmd.jobs.claim", "{}")).rejects.toThrow(/no responders/i);
    await expect(media.request("aos.cmd.identity.anything", "{}", { timeout: 2000 })).rejects.toThrow(/permission/i);
    await media.close();
  });

  it("refuses who does not know the password", async () => {
    await expect(connect({ servers: nats.url, user: "jobs", pass: "wrong", reconnect: false })).rejects.toThrow(
      /authorization/i,
    );
  });

  it("comes back empty after a wipe", async () => {
    await nats.wipe();
    const { url, user, password } = nats.admin;
    const admin = await connect({ servers: url, user, pass: password });
    const reply = await admin.request("$JS.API.STREAM.NAMES", "");
    expect(reply.json()).toMatchObject({ total: 0 });
    await admin.close();
  });
});
