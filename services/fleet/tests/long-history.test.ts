import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { connectDatabase } from "@agentos/database/connect";
import { rowsScanned } from "@agentos/testkit/rows-scanned";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pageLog, readLog } from "../src/db/read-log.ts";
import { readThroughput } from "../src/db/read-throughput.ts";
import type { Tables } from "../src/db/tables.ts";
import { quietLog } from "./harness/fleet.ts";

const stages = `(array['video_downloader', 'audio_transcriber', 'moment_detector', 'face_detector', 'intelligent_cropper', 'video_cutter'])`;
/** An event and a failed attempt every minute; one event in a thousand is a forgotten worker. A week of reports. */
const fill = [
  `insert into agents (agent, done) select unnest(${stages}), 20000`,
  `insert into events (id, name, entity, entity_id, version, payload, traceparent, created_at, sent_at)
   select gen_random_uuid(), case when n % 1000 = 0 then 'worker:forgotten' else 'worker:online' end, 'worker', 'w' || n, 1,
     jsonb_build_object('agent', ${stages}[1 + n % 6], 'worker_id', 'w' || n, 'slot', 's'), '', now() - n * interval '1 minute', now()
   from generate_series(1, 100000) n`,
  `insert into failures (attempt_id, agent, worker_id, job_id, error_code, at)
   select gen_random_uuid(), ${stages}[1 + n % 6], 'w' || n, gen_random_uuid(), 'STAGE_FAILED', now() - n * interval '1 minute'
   from generate_series(1, 100000) n`,
  `insert into reports (agent, at, workers_online, done, failed, busy_seconds, useful_seconds, cpu_percent, rss_bytes)
   select a.agent, now() - n * interval '1 minute', 1, 20000 - n, 0, 0, 0, 0, 0 from agents a, generate_series(0, 10079) n`,
  "analyze",
];

let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase<Tables>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl, options: "-c search_path=fleet" });
  await admin.connect();
  for (const statement of fill) await admin.query(statement);
  await admin.end();
  const url = database.urlFor("fleet");
  connection = connectDatabase<Tables>({ url, poolSize: 1, applicationName: "reader", log: quietLog });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

/** Rows of the long tables that were read by scans. */
async function scanned(work: () => Promise<unknown>): Promise<number> {
  const { events = 0, failures = 0, reports = 0 } = await rowsScanned(connection.pool, work);
  return events + failures + reports;
}

it("tells the newest lines and the last hour without a scan", async () => {
  let told: unknown;
  const read = async () => {
    told = [
      (await readLog(connection.db, {}, 50)).length,
      (await readThroughput(connection.db)).get("video_cutter")?.done,
    ];
  };
  expect(await scanned(read)).toBe(0);
  expect(told).toEqual([50, expect.toSatisfy((done: number) => done === 60 || done === 61)]);
});

const from = new Date(Date.now() - 50_000 * 60_000).toISOString();
const lists: [string, Partial<FiltersOf<"logs">>, number][] = [
  ["all", {}, 10_000],
  ["an agent's", { agent: "video_cutter" }, 10_000],
  ["what is rare", { what: "worker:forgotten" }, 100],
  ["what is rare of an agent", { what: "worker:forgotten", agent: "video_downloader" }, 33],
  ["failed attempts before a time", { what: "attempt:failed", to: from }, 10_000],
];

it.each(lists)("lists %s without a scan, also far down", async (_name, filters, total) => {
  const query = { page: 1, per_page: 10 };
  const at = [Date.now() - 60_000 * 60_000, "00000000-0000-7000-8000-000000000000"];
  const cursor = Buffer.from(JSON.stringify(at)).toString("base64url");
  let found: unknown;
  const read = async () => {
    found = (await pageLog(connection.db, filters, query)).pagination.total;
    await pageLog(connection.db, filters, { ...query, cursor });
  };
  expect(await scanned(read)).toBe(0);
  expect(found).toBe(total);
});
