import { pageQuery } from "@agentos/contracts/api/envelope";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { PagedSectionOf } from "@agentos/contracts/snapshot/section-queries";
import { sectionsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { writeCursor } from "@agentos/database/paging";
import { ask } from "@agentos/messaging/request";
import { startLargePostgres } from "@agentos/testkit/servers/large-postgres";
import { describePlan, rowsSeen, watchPlans, type Plan } from "@agentos/testkit/servers/plans";
import type { TestPostgres } from "@agentos/testkit/servers/postgres";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillHistory } from "../src/fill/fill-history.ts";
import { startTestService, type TestService } from "./harness/service.ts";
import { until } from "./harness/until.ts";

const size = { jobs: 1_000_000, events: 10_000_000 };
/** Tables of which there are millions of rows; in the others there are few. */
const large = new Set(["jobs", "runs", "steps", "attempts", "clips", "events", "dead_letters"]);

let server: TestPostgres;
let service: TestService;
let admin: Pool;
let readModel: NatsConnection;
let plansSince: () => Plan[];
beforeAll(async () => {
  service = await startTestService({
    postgres: async () => (server = await startLargePostgres()),
    async prepare({ adminUrl }) {
      await fillHistory({ adminUrl, ...size, say: (line) => process.stdout.write(`  ${line}\n`) });
      plansSince = await watchPlans(server, "jobs");
    },
  });
  admin = new Pool({ connectionString: service.stack.database.adminUrl, max: 2, options: "-c search_path=jobs" });
  readModel = await service.stack.connectAs("read-model");
}, 3_600_000);
afterAll(async () => {
  await admin.end();
  await service.close();
});

/** What the service has sent meanwhile, none of which may read a large table from end to end, or more rows of it than these. */
async function expectPlans(rows: number, work: () => Promise<unknown>): Promise<void> {
  plansSince();
  await work();
  const plans = await until("the plans", async () => {
    const found = plansSince();
    return found.length > 0 && found;
  });
  for (const plan of plans) {
    const scans = plan.nodes.filter(
      (node) => node["Node Type"].endsWith("Seq Scan") && large.has(node["Relation Name"] ?? ""),
    );
    expect(scans, `${plan.query}\n${describePlan(plan)}`).toEqual([]);
    const seen = Math.max(0, ...plan.nodes.filter((node) => large.has(node["Relation Name"] ?? "")).map(rowsSeen));
    expect(seen, `${plan.query}\n${describePlan(plan)}`).toBeLessThanOrEqual(rows);
  }
}

async function rowsOf(section: PagedSectionOf<"jobs">, asked: Record<string, unknown> = {}) {
  const { page, per_page, cursor, ...filters } = asked;
  return ask(readModel, sectionRowsQueries.jobs, {
    section,
    filters,
    page: pageQuery.parse({ page, per_page, cursor }),
  });
}

describe("at a million jobs and ten million events", () => {
  test("the parts of the snapshot read some hundred rows, and count exactly", async () => {
    let parts: Record<string, unknown> = {};
    const sections = sectionsOf("jobs");
    await expectPlans(200, async () => {
      // A service that has just begun may leave out what it had no connection for in time.
      parts = await until("all parts", async () => {
        const told: Record<string, unknown> = await ask(readModel, snapshotPartsQueries.jobs, { sections });
        return sections.every((section) => section in told) && told;
      });
    });
    const { rows } = await admin.query("select status, count(*)::int as count from jobs group by status");
    const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    expect(parts["jobs"]).toMatchObject({ counts: { ...counts, processing: 0 } });
    const { rows: queues } = await admin.query(
      `select (select count(*)::int from steps where state = 'waiting') as waiting,
         (select count(*)::int from dead_letters where resolved_at is null) as dead_letters`,
    );
    expect(parts["queue"]).toMatchObject(queues[0]);
  });

  test("percentiles are within two per cent of those of all durations", async () => {
    const parts = await ask(readModel, snapshotPartsQueries.jobs, { sections: ["analytics"] });
    const { rows } = await admin.query(
      `select count(*)::int as completed, avg(seconds)::float8 as mean, percentile_disc(0.5) within group (order by seconds) as p50,
         percentile_disc(0.95) within group (order by seconds) as p95
       from (
         select extract(epoch from finished_at - started_at)::float8 as seconds from jobs
         where status = 'completed' and finished_at >= ((now() at time zone 'UTC')::date - 29)::timestamp at time zone 'UTC'
       ) d`,
    );
    const { last_30_days: figures } = parts["analytics"] as Record<string, Record<string, unknown>>;
    const duration = figures?.["duration"] as Record<string, number>;
    expect(figures?.["completed"]).toBe(rows[0].completed);
    expect(duration["mean_seconds"]).toBeCloseTo(rows[0].mean, 2);
    expect(Math.abs(Number(duration["p50_seconds"]) / rows[0].p50 - 1)).toBeLessThan(0.0201);
    expect(Math.abs(Number(duration["p95_seconds"]) / rows[0].p95 - 1)).toBeLessThan(0.0201);
  });

  test.each<[string, PagedSectionOf<"jobs">, Record<string, unknown>, number?]>([
    ["the first page", "jobs", {}],
    ["the last page by number", "jobs", { page: 400 }],
    ["the oldest", "jobs", { sort: "oldest" }],
    ["those that ended last", "jobs", { sort: "ended" }],
    ["a status", "jobs", { status: "failed" }],
    // Of those that match all are put in order, where there are few of them among all.
    ["a stage", "jobs", { stage: "face_detector" }, 40_000],
    ["a priority", "jobs", { priority: "urgent" }],
    ["a rare error", "jobs", { error_code: "TIMEOUT" }],
    ["a status that nothing has", "jobs", { status: "processing" }],
    ["the queue", "queue", {}],
    ["dead letters", "dead_letters", {}],
    ["the log", "logs", { source: "jobs" }],
  ])("%s: by indexes, and no more rows than are counted", async (_what, section, asked, rows = 20_100) => {
    await expectPlans(rows, () => rowsOf(section, asked));
  });

  test("a page half a million rows deep reads no more than the first one", async () => {
    const { rows } = await admin.query<{ id: string; created_at: Date }>(
      "select id, created_at from jobs order by created_at desc, id desc offset 500000 limit 27",
    );
    const [first] = rows;
    if (!first) throw new Error("there are not so many jobs");
    const cursor = writeCursor({ createdAt: first.created_at, id: first.id });
    await expectPlans(10_100, async () => {
      const page = await rowsOf("jobs", { cursor });
      expect(page.rows.map((row) => row["id"])).toEqual(rows.slice(1, 26).map((row) => row.id));
    });
  });

  test("a search finds what counting every row finds", async () => {
    const { rows } = await admin.query<{ id: string; user_id: string; title: string }>(
      "select id, user_id, title from jobs order by created_at offset 123456 limit 1",
    );
    const [some] = rows;
    if (!some) throw new Error("there are not so many jobs");
    const rare = some.title.slice(-10, -4);
    for (const search of [some.id, some.user_id, rare, "100%", "_", "second 4321", "TIMEOUT", "nowhere to be found"]) {
      const { rows: counted } = await admin.query(
        `select count(*)::int as count from jobs
         where id::text = $1 or user_id::text = $1 or strpos(lower(concat_ws(' ', title, error_code, error_message)), lower($1)) > 0`,
        [search],
      );
      const { pagination } = await rowsOf("jobs", { search });
      expect([search, pagination.total, pagination.total_is]).toEqual([
        search,
        Math.min(counted[0].count, 10_000),
        counted[0].count > 10_000 ? "at least" : "exact",
      ]);
    }
    for (const search of [some.id, some.user_id, rare, "second 4321", "TIMEOUT", "nowhere to be found"]) {
      await expectPlans(20_100, () => rowsOf("jobs", { search }));
    }
  });

  test("workers' words, and the loops of ten seconds, read what is open and no more", async () => {
    const worker = service.worker();
    await expectPlans(5_100, async () => {
      const tasks = await worker.claim("video_downloader", 16);
      expect(tasks).toHaveLength(16);
      for (const task of tasks.slice(0, 3)) await worker.renew(task, 0.5);
      for (const task of tasks) await worker.release(task);
      await admin.query("select pg_sleep(10)");
    });
  });
});
