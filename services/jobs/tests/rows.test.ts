import { randomUUID } from "node:crypto";
import type { Pagination } from "@agentos/contracts/api/envelope";
import { pageQuery } from "@agentos/contracts/api/envelope";
import { sectionQueries, type PagedSectionOf } from "@agentos/contracts/snapshot/section-queries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failAttempt } from "../src/queue/fail.ts";
import { jobsPartReaders } from "../src/snapshot/parts.ts";
import { jobsRowReaders } from "../src/snapshot/rows.ts";
import { cancelJob } from "./harness/changes.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";

let queue: TestQueue;
const user = randomUUID();
const ids: string[] = [];
beforeAll(async () => {
  queue = await startQueue();
  for (let n = 0; n < 9; n += 1) ids.push(await queue.createJob({ priority: n % 3 === 0 ? "high" : "normal" }, user));
  await failOne("No 100% sure_thing (was|found) \\here", false);
  await failOne("The worker gave up.", true);
  await cancelJob(queue.context, String(ids[2]));
});
afterAll(() => queue.close());

/** Lets the job at the head of the first queue fail, as often as it takes. */
async function failOne(message: string, retryable: boolean): Promise<void> {
  const [task] = await queue.claim("video_downloader");
  if (!task) throw new Error("nothing to claim");
  const error = { code: "STAGE_FAILED" as const, message, retryable };
  await failAttempt(queue.context, { attempt_id: task.attempt_id, worker_id: worker, error });
  const { rows } = await queue.context.pool.query(
    "update steps set available_at = 'epoch' where job_id = $1 and state = 'waiting' returning id",
    [task.job_id],
  );
  if (rows.length > 0) await failOne(message, retryable);
}

type Rows = { rows: Record<string, unknown>[]; pagination: Pagination };

async function read(section: PagedSectionOf<"jobs">, asked: Record<string, unknown> = {}): Promise<Rows> {
  const page = pageQuery.parse(asked);
  const { page: _page, per_page: _size, cursor: _cursor, ...filters } = asked;
  const reader = jobsRowReaders(queue.context)[section] as (filters: unknown, page: unknown) => Promise<Rows>;
  const found = await reader(sectionQueries[section].filters.parse(filters), page);
  for (const row of found.rows) sectionQueries[section].row.parse(row);
  return found;
}

async function readAll(section: PagedSectionOf<"jobs">, filters: Record<string, unknown> = {}) {
  const rows: Record<string, unknown>[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await read(section, { ...filters, per_page: 2, ...(cursor ? { cursor } : {}) });
    rows.push(...page.rows);
    cursor = page.pagination.next_cursor;
  }
  return rows;
}

const idsOf = (rows: readonly Record<string, unknown>[], key = "id") => rows.map((row) => row[key]);

describe("the rows of jobs", () => {
  test("come in each order, each once, page after page", async () => {
    const newest = ids.toReversed();
    expect(idsOf(await readAll("jobs"))).toEqual(newest);
    expect(idsOf(await readAll("jobs", { sort: "oldest" }))).toEqual(ids);
    const { rows } = await queue.context.pool.query(
      "select id from jobs where finished_at is not null order by finished_at desc, id desc",
    );
    expect(rows).toHaveLength(3);
    expect(idsOf(await readAll("jobs", { sort: "ended" }))).toEqual(rows.map((row) => row.id));
  });

  test("are those that each filter means", async () => {
    const { rows } = await queue.context.pool.query(
      "select id, status, priority, error_code, stage, created_at from jobs",
    );
    const those = (of: (row: Record<string, unknown>) => boolean) =>
      rows
        .filter(of)
        .map((row) => row.id)
        .toSorted();
    const found = async (filters: Record<string, unknown>) => idsOf(await readAll("jobs", filters)).toSorted();
    for (const status of ["queued", "failed", "cancelled", "completed"]) {
      expect(await found({ status })).toEqual(those((row) => row["status"] === status));
    }
    expect(await found({ status: "active" })).toEqual(
      those((row) => row["status"] === "queued" || row["status"] === "processing"),
    );
    expect(await found({ priority: "high" })).toEqual(those((row) => row["priority"] === 2));
    expect(await found({ error_code: "STAGE_FAILED" })).toEqual(those((row) => row["error_code"] !== null));
    expect(await found({ stage: "video_downloader" })).toHaveLength(9);
    expect(await found({ stage: "video_cutter" })).toEqual([]);
    expect(await found({ user_id: user, status: "failed" })).toHaveLength(2);
    expect(await found({ user_id: randomUUID() })).toEqual([]);
    const middle = rows.find((row) => row.id === ids[4])?.created_at as Date;
    expect(await found({ from: middle.toISOString() })).toEqual(
      those((row) => Number(row["created_at"]) >= Number(middle)),
    );
    expect(await found({ to: middle.toISOString() })).toEqual(
      those((row) => Number(row["created_at"]) < Number(middle)),
    );
  });

  test.each([
    ["a job's id", () => String(ids[3]), 1],
    ["an account's id", () => user, 9],
    ["an id of nothing", () => randomUUID(), 0],
    ["an error code", () => "STAGE_FAILED", 2],
    ["a part of one", () => "stage_fa", 2],
    ["words of an error, however they are written", () => "GAVE up", 1],
    ["a percent sign", () => "0% s", 1],
    ["an underscore", () => "e_t", 1],
    ["what would be a pattern", () => "1_0%", 0],
    ["a backslash", () => "\\here", 1],
    ["what would be a regular expression", () => "(was|found)", 1],
    ["another one", () => "w.s|f", 0],
    ["SQL", () => "' or true --", 0],
    ["two letters", () => "su", 1],
    ["signs alone", () => "%_", 0],
  ])("are found by %s", async (_what, search, count) => {
    const { rows, pagination } = await read("jobs", { search: search() });
    expect([rows.length, pagination.total]).toEqual([count, count]);
  });
});

test("the rows of queues come in the order of claims, with cursors as exact as the database", async () => {
  const rows = await readAll("queue", { state: "waiting" });
  const { rows: claims } = await queue.context.pool.query(
    "select id from steps where state = 'waiting' order by priority desc, available_at, id",
  );
  expect(claims.length).toBeGreaterThan(4);
  expect(idsOf(rows, "step_id")).toEqual(claims.map((row) => row.id));
  expect((await read("queue", { queue: "video_downloader" })).pagination.total).toBe(claims.length);
  expect(await readAll("queue", { queue: "video_cutter" })).toEqual([]);
});

test("the rows of dead letters are those that nobody has resolved", async () => {
  const letters = await readAll("dead_letters");
  expect(letters).toMatchObject([{ queue: "video_downloader", error: { code: "STAGE_FAILED" } }]);
  expect(await readAll("dead_letters", { error_code: "NO_MOMENTS" })).toEqual([]);
});

test("the log tells which jobs failed and at what, and nothing that was said to people", async () => {
  const lines = await readAll("logs", { source: "jobs" });
  expect(lines.map((line) => [line["what"], line["error_code"]])).toEqual([
    ["job:failed", "STAGE_FAILED"],
    ["job:failed", "STAGE_FAILED"],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/sure_thing|gave up|talk\.mp4/);
  expect(await readAll("logs", { source: "jobs", agent: "video_cutter" })).toEqual([]);
});

test.each(["queue", "jobs", "dead_letters", "logs"] as const)("a foreign cursor is refused by %s", async (section) => {
  await expect(read(section, { cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
});

test("the parts of the snapshot stay as they are while nothing happens, and tell what has happened", async () => {
  const parts = jobsPartReaders(queue.context);
  const readParts = async () =>
    Object.fromEntries(
      await Promise.all(Object.entries(parts).map(async ([name, part]) => [name, await part()] as const)),
    );
  const before = await readParts();
  await queue.context.pool.query("select pg_sleep(1.1)");
  expect(JSON.stringify(await readParts())).toBe(JSON.stringify(before));
  expect(before["jobs"]).toMatchObject({ counts: { queued: 6, processing: 0, completed: 0, failed: 2, cancelled: 1 } });
  expect(before["analytics"]).toMatchObject({
    today: { created: 9, failed: 2, cancelled: 1, success_rate: 0, errors: [{ code: "STAGE_FAILED", count: 2 }] },
  });
  await queue.createJob();
  expect(await parts.jobs()).toMatchObject({ counts: { queued: 7 } });
});
