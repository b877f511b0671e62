import { gunzipSync } from "node:zlib";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { newTrace, runInTrace } from "@agentos/service-kit/trace";
import type { StoredLogLine } from "@agentos/contracts/logs/stored-log-line";
import { logLines } from "@agentos/contracts/events/ticks";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import { readFileToken } from "@agentos/storage/file-token";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mediaTokenKey, startSystem, type RunningSystem } from "./harness/running-system.ts";
import { until } from "./harness/until.ts";

let system: RunningSystem;
let log: Logger;
const nowhere = { write: () => undefined };

beforeAll(async () => {
  system = await startSystem();
  log = createLogger({ service: "jobs", instance: "jobs-1", level: "info" }, nowhere);
  await system.connectAs("jobs", log);
});
afterAll(() => system?.close());

/** Lines that match, once there are so many. */
async function expectLines(count: number, filters: Record<string, unknown>): Promise<StoredLogLine[]> {
  const rows = await until(`${count} lines of ${JSON.stringify(filters)}`, async () => {
    const { rows: found } = await system.lines(filters);
    return found.length >= count && found;
  });
  expect(rows).toHaveLength(count);
  return rows as unknown as StoredLogLine[];
}

describe("what a service logs", () => {
  it("is kept with its trace, its job and whatever else it says, and without what PostgreSQL cannot keep", async () => {
    const trace = newTrace();
    const job_id = "0195504b-10c4-7f52-a6d3-8e4b90f1a753";
    const odd = { stage: "video_cutter", note: "\0 half \ud800", password: "hush", level: "of no kind" };
    runInTrace(trace, () => log.child({ job_id }).warn({ ...odd, level: undefined }, "a mango\0 was cut"));
    const [line] = await expectLines(1, { text: "mango" });
    expect(line).toMatchObject({
      level: "warn",
      service: "jobs",
      instance: "jobs-1",
      message: "a mango was cut",
      job_id,
    });
    expect(line?.trace_id).toBe(trace.traceId);
    expect(line?.fields).toEqual({ stage: "video_cutter", note: " half \ufffd", password: "[redacted]" });
    await expectLines(1, { trace_id: trace.traceId });
    await expectLines(1, { job_id, level: "warn" });
  });

  it("is found by words, level, service and time, page by page, the newest first", async () => {
    for (let index = 0; index < 7; index += 1) log.info({ index }, `papaya number ${index}`);
    log.error({ err: new Error("too ripe") }, "papaya lost");
    const all = await expectLines(8, { text: "papaya" });
    expect(all.map(({ message }) => message).at(0)).toBe("papaya lost");
    expect(await expectLines(1, { text: '"papaya number" 3' })).toMatchObject([{ fields: { index: 3 } }]);
    await expectLines(1, { text: "ripe papaya" });
    await expectLines(7, { text: "papaya -lost" });
    await expectLines(1, { text: "papaya", level: "error" });
    await expectLines(0, { text: "papaya", service: "gateway" });
    await expectLines(0, { text: "papaya", to: all.at(-1)?.at });
    const first = await system.lines({ text: "papaya" }, { per_page: 5 });
    expect(first.pagination).toMatchObject({ total: 8, has_next: true });
    const second = await system.lines({ text: "papaya" }, { per_page: 5, cursor: first.pagination.next_cursor ?? "" });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it("is kept once, in order, though system was away and answers were lost", async () => {
    await system.stop();
    for (let index = 0; index < 2500; index += 1) log.info({ index }, "a cherry");
    await system.start();
    const kept = "select (fields->>'index')::int as index from log_lines where message = 'a cherry' order by id";
    const rows = await until("all cherries", async () => {
      const found = (await system.admin.query<{ index: number }>(kept)).rows;
      return found.length >= 2500 && found;
    });
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 2500 }, (_, index) => index));
  });

  it("is handed in to the last line before the connection closes", async () => {
    const last = createLogger({ service: "uploads", instance: "u", level: "info" }, nowhere);
    const nc = await system.connectAs("uploads", last);
    last.info("the last grape");
    await nc.close();
    await expectLines(1, { text: "grape" });
  });

  it("is told to those who watch", async () => {
    const watcher = await system.connectAs("read-model");
    const heard: string[] = [];
    const subject = tickSubject(logLines.owner, logLines.name);
    watcher.subscribe(subject, { callback: (_error, message) => void heard.push(message.string()) });
    await watcher.flush();
    log.info("a lychee");
    await expect.poll(() => heard.join(), { timeout: 60_000 }).toContain("a lychee");
  });
});

describe("levels", () => {
  it("are in force while the service runs, with whoever starts later too, and go back by themselves", async () => {
    const child = log.child({ of: "an attempt" });
    await system.run("logs.set_level", { service: "jobs", level: "debug", for_seconds: 3600 });
    await expectLevel("debug", log, child);
    const late = createLogger({ service: "jobs", instance: "jobs-2", level: "warn" }, nowhere);
    await system.connectAs("jobs", late);
    await expectLevel("debug", late);
    await system.run("logs.set_level", { service: "jobs", level: "error", for_seconds: 1 });
    await expectLevel("error", log);
    await expectLevel("info", log, child);
    await system.run("logs.set_level", { service: "jobs", level: "trace" });
    await expectLevel("trace", log, late);
    await system.run("logs.reset_level", { service: "jobs" });
    await expectLevel("info", log, child);
    await expectLevel("warn", late);
  });

  function expectLevel(level: string, ...loggers: Logger[]): Promise<void> {
    const levels = () => loggers.map((one) => one.level);
    return expect.poll(levels, { timeout: 60_000 }).toEqual(loggers.map(() => level));
  }
});

describe("parts", () => {
  const before = "2002-01-01T00:00:00.000Z";

  it("that are old go into compressed files, exactly once, and so do old lines of the open part", async () => {
    await plant("2001-03-01", 3000);
    await system.run("logs.rotate", {});
    await plant("2001-04-01", 20);
    const { lines, files } = await system.run("logs.archive", { before });
    expect(lines).toBe(3020);
    expect(files).toHaveLength(2);
    const kept = await Promise.all(files.map(async ({ key }) => (await textOf(key)).trimEnd().split("\n").length));
    expect(kept.toSorted()).toEqual([20, 3000]);
    const claims = files.map(({ url }) => readFileToken(url.slice("/media/".length), mediaTokenKey));
    expect(claims).toMatchObject(files.map(({ key, name, bytes, sha256 }) => ({ key, name, bytes, sha256 })));
    expect((await system.lines({ to: before })).pagination.total).toBe(0);
    await expectTallied();
  });

  it("that are old are purged as a whole, others line by line; a dry run says what", async () => {
    await plant("2001-03-01", 30);
    await system.run("logs.rotate", {});
    await plant("2001-04-01", 5);
    const { count, first } = await system.dryRun("logs.purge", { before });
    expect([count, first.length]).toEqual([35, 20]);
    expect(await system.run("logs.purge", { before })).toEqual({ lines: 35 });
    expect((await system.lines({ to: before })).pagination.total).toBe(0);
    await expectTallied();
  });

  /** Lines of a day long gone, in the part that is open now. */
  async function plant(day: string, count: number): Promise<void> {
    await system.admin.query(
      `with kept as (
         insert into log_lines (part, at, level, service, instance, message, fields)
         select (select id from log_parts where closed_at is null), $1::timestamptz + index * interval '1 s', 30, 'fleet',
           'f', 'planted', '{}'
         from generate_series(1, $2) as index returning part
       )
       insert into log_tallies select part, 'fleet', 30, count(*) from kept group by part
       on conflict (part, service, level) do update set lines = log_tallies.lines + excluded.lines`,
      [day, count],
    );
  }

  async function textOf(key: string): Promise<string> {
    const chunks = await (await system.store.read(key)).toArray();
    return gunzipSync(Buffer.concat(chunks as Buffer[])).toString();
  }

  /** What is told of how many there are is what a count says. */
  async function expectTallied(): Promise<void> {
    const told = "select part, service, level, lines from log_tallies where lines > 0 order by 1, 2, 3";
    const counted = "select part, service, level, count(*) as lines from log_lines group by 1, 2, 3 order by 1, 2, 3";
    expect((await system.admin.query(told)).rows).toEqual((await system.admin.query(counted)).rows);
  }
});

it("a spreadsheet finds no formula in what is exported, and exactly the lines that match", async () => {
  for (const sign of ["=1+1", "+1", "-1", "@sum", "\t=1"]) log.info(`${sign} quince`);
  await expectLines(5, { text: "quince" });
  const { lines, file } = await system.run("logs.export", { filter: { text: "quince" }, format: "csv" });
  expect(lines).toBe(5);
  const chunks = await (
    await system.store.read(readFileToken(file.url.slice("/media/".length), mediaTokenKey)?.key ?? "")
  ).toArray();
  const [, ...rows] = Buffer.concat(chunks as Buffer[])
    .toString()
    .trimEnd()
    .split("\r\n");
  expect(rows).toHaveLength(5);
  for (const row of rows) expect(row).toMatch(/,"?'[=+\-@\t]/);
});

describe("managers", () => {
  it("log-watcher raises an alert while there are as many lines as it names, and clears it when it is deleted", async () => {
    const name = "Many durians";
    const alert = { name, filter: { text: "durian", level: "warn" as const }, threshold: 3, window_seconds: 600 };
    const { alert_id } = await system.run("logs.create_alert", alert);
    await expect(system.run("logs.create_alert", alert)).rejects.toThrow("CONFLICT");
    const open = async () =>
      (await system.admin.query("select message from alerts where rule = 'log_pattern' and cleared_at is null")).rows;
    for (let index = 0; index < 3; index += 1) log.info("a durian, said quietly");
    log.warn("a durian");
    log.warn("another durian");
    await expectLines(5, { text: "durian" });
    await system.admin.query("update managers set interval_seconds = 1 where name = 'log-watcher'");
    expect(await open()).toEqual([]);
    log.error("the third durian");
    await expect.poll(open, { timeout: 60_000 }).toEqual([{ message: `${name}: 3 log lines or more within 600 s.` }]);
    await system.run("logs.delete_alert", { alert_id });
    expect(await open()).toEqual([]);
    await expect(system.run("logs.delete_alert", { alert_id })).rejects.toThrow("NOT_FOUND");
  });

  it("log-watcher clears an alert when there are fewer lines again", async () => {
    const alert = { name: "Old figs", filter: { text: "fig" }, threshold: 1, window_seconds: 5 };
    const { alert_id } = await system.run("logs.create_alert", alert);
    log.info("a fig");
    const firing = async () =>
      (await system.admin.query("select firing_since is not null as firing from log_alerts where id = $1", [alert_id]))
        .rows;
    await expect.poll(firing, { timeout: 60_000 }).toEqual([{ firing: true }]);
    await expect.poll(firing, { timeout: 60_000 }).toEqual([{ firing: false }]);
  });

  it("log-keeper begins a new part when the day is over, and drops those that are past their time", async () => {
    await system.run("logs.rotate", {});
    const parts = async () => (await system.admin.query("select id, closed_at from log_parts order by id")).rows;
    const [old] = (await parts()) as { id: number }[];
    await system.admin.query("update log_lines set at = at - interval '15 days' where part = $1", [old?.id]);
    await system.admin.query("update log_parts set closed_at = closed_at - interval '15 days' where id = $1", [
      old?.id,
    ]);
    await system.admin.query("update log_parts set opened_at = opened_at - interval '1 day' where closed_at is null");
    const [before] = (await system.admin.query("select id from log_parts where closed_at is null")).rows as {
      id: number;
    }[];
    log.info("in the part of yesterday");
    await expectLines(1, { text: "yesterday" });
    await system.admin.query("update managers set interval_seconds = 5, next_run_at = now() where name = 'log-keeper'");
    const ids = async () => ((await parts()) as { id: number }[]).map(({ id }) => id);
    await expect.poll(ids, { timeout: 60_000 }).not.toContain(old?.id);
    const opened = async () =>
      ((await system.admin.query("select id from log_parts where closed_at is null")).rows[0] as { id: number }).id;
    await expect.poll(opened, { timeout: 60_000 }).toBeGreaterThan(before?.id ?? 0);
  });
});
