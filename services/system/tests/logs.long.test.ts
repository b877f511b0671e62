import { startLargePostgres } from "@agentos/testkit/servers/large-postgres";
import { describePlan, rowsSeen, watchPlans, type Plan } from "@agentos/testkit/servers/plans";
import type { TestPostgres } from "@agentos/testkit/servers/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSystem, type RunningSystem } from "./harness/running-system.ts";
import { until } from "./harness/until.ts";

const parts = 5;
const linesOfPart = 1_000_000;
const say = (text: string): void => void process.stdout.write(`  ${text}\n`);

let server: TestPostgres;
let system: RunningSystem;
let plansSince: () => Plan[];

beforeAll(async () => {
  server = await startLargePostgres();
  system = await startSystem({ large: server });
  // These lines are old, and are to stay.
  await system.admin.query("update managers set enabled = false where name = 'log-keeper'");
  for (let part = 0; part < parts; part += 1) {
    await fillPart(part);
    say(`part ${part + 1} of ${parts}: ${linesOfPart} lines`);
  }
  await system.admin.query("vacuum analyze log_lines");
  // Sessions that begin from now on tell their plans.
  await system.stop();
  plansSince = await watchPlans(server, "system");
  await system.start();
}, 3_600_000);
afterAll(() => system?.close());

/** Lines of twelve services over a day, of which one in a million has the rarest word, and each has a common one. */
async function fillPart(part: number): Promise<void> {
  const day = `2026-01-0${part + 1}`;
  await system.admin.query(
    `insert into log_lines (part, at, level, service, instance, message, trace_id, fields)
     select (select id from log_parts where closed_at is null),
       date_trunc('milliseconds', $1::timestamptz + n * interval '86 ms'),
       case when n % 1000 = 0 then 50 when n % 100 = 0 then 40 else 30 end, 'service-' || n % 12, 'i',
       'request ' || md5(n::text) || case when n = 777777 then ' needle' else '' end, md5(($2 + n / 10)::text),
       jsonb_build_object('ms', n % 97, 'route', '/api/jobs/' || n % 50)
     from generate_series(1, ${linesOfPart}) as n`,
    [day, part * linesOfPart],
  );
  await system.run("logs.rotate", {});
}

const searches: [string, Record<string, unknown>, number][] = [
  ["the newest", {}, 10_000],
  ["a word that five lines have", { text: "needle" }, 5],
  ["a word that all lines have", { text: "request" }, 10_000],
  ["a common word of one service at a level", { text: "request", service: "jobs", level: "error" }, 0],
  ["one trace", { trace_id: "c4ca4238a0b923820dcc509a6f75849b" }, 10],
  ["errors", { level: "error" }, 5000],
  ["a word within an hour", { text: "needle", from: "2026-01-03T18:00:00.000Z", to: "2026-01-03T19:00:00.000Z" }, 1],
];

describe("among five million lines", () => {
  test.each(searches)("%s is found without reading a part from end to end", async (name, filters, total) => {
    plansSince();
    const begun = performance.now();
    const { pagination } = await system.lines(filters);
    const ms = performance.now() - begun;
    const plans = await until("the plans", async () => {
      const found = plansSince().filter(({ query }) => query.includes("from log_lines"));
      return found.length > 1 && found;
    });
    say(`${name}: ${Math.round(ms)} ms; ${plans.map(describePlan).join(" | ").slice(0, 400)}`);
    expect(pagination.total).toBe(total);
    const [search] = plans.filter(({ query }) => query.includes("order by at desc"));
    const scanned = search?.nodes.filter((node) => node["Node Type"].endsWith("Seq Scan")).map(rowsSeen) ?? [];
    expect(Math.max(0, ...scanned)).toBeLessThan(1000);
    expect(search?.nodes.map(rowsSeen).reduce((most, rows) => Math.max(most, rows), 0)).toBeLessThan(100_000);
  });

  test("all are exported", async () => {
    const begun = performance.now();
    const { lines } = await system.run("logs.export", { filter: { level: "warn" }, format: "csv" });
    say(`${lines} lines exported in ${Math.round(performance.now() - begun)} ms`);
    expect(lines).toBe((parts * linesOfPart) / 100);
  });
});

test("a service that logs 5,000 lines a second goes on as before, and each of its lines is kept or counted as dropped", async () => {
  const quiet = await system.measureBusyService("uploads", 0);
  const busy = await system.measureBusyService("jobs", 5000);
  say(`a request's p50/p99 without lines: ${quiet.told}; with ${busy.linesPerSecond} lines/s: ${busy.told}`);
  say(`${busy.lines} lines, of which ${busy.dropped} were dropped`);
  const counted = async () => {
    const text = "select coalesce(sum(lines), 0)::int as lines from log_tallies where service = 'jobs'";
    return (await system.admin.query<{ lines: number }>(text)).rows[0]?.lines;
  };
  await expect.poll(counted, { timeout: 120_000 }).toBe(busy.lines - busy.dropped);
});
