import { randomUUID } from "node:crypto";
import { jobOperations, type JobView } from "@agentos/contracts/api/jobs";
import { queueOperations } from "@agentos/contracts/api/queue";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./harness/api.ts";
import { fillQueue } from "./harness/fill.ts";
import { finishJob } from "./harness/finish-job.ts";
import { until } from "./harness/until.ts";
import { startTestService, type TestService } from "./harness/service.ts";

let service: TestService;
let admin: Pool;
const owner = randomUUID();
beforeAll(async () => {
  service = await startTestService();
  admin = new Pool({ connectionString: service.stack.database.jobsUrl, max: 2 });
  for (let n = 0; n < 5; n += 1) await service.createJob(owner);
  await finishJob(service);
});
afterAll(async () => {
  await admin.end();
  await service.close();
});

describe("lists", () => {
  const reader = (): Api => service.api("supervisor");

  test("page by cursor through everything, each job once, newest first, while new ones come in", async () => {
    const { rows } = await admin.query("select id from jobs order by created_at desc, id desc");
    const seen: JobView[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Awaited<ReturnType<Api>> & { data: JobView[] } = await reader()(jobOperations.history, {
        query: { per_page: "2", ...(cursor === "" ? {} : { cursor }) },
      });
      seen.push(...page.data);
      cursor = page.pagination.next_cursor;
      await service.createJob();
    }
    expect(seen.map((job) => job.id)).toEqual(rows.map((row) => row.id));
  });

  test("find by id, by a part of the title and of the error, and by nothing else", async () => {
    const user = randomUUID();
    const api = service.api("user", user);
    const made = async (name: string): Promise<string> =>
      (await api(jobOperations.create, { body: { url: `https://example.com/${name}.mp4` } })).data.job_id;
    const plain = await made("Sunday-walk");
    const percent = await made("100%25-sure");
    await admin.query(
      `update jobs set status = 'failed', error_code = 'NO_MOMENTS', error_stage = 'moment_detector',
         error_message = 'No speech was found.', finished_at = now() where id = $1`,
      [plain],
    );
    const find = async (search: string): Promise<string[]> =>
      (await api(jobOperations.history, { query: { search } })).data.map((job) => job.id);
    expect(await find("sunday")).toEqual([plain]);
    expect(await find("no SPEECH")).toEqual([plain]);
    expect(await find("%")).toEqual([percent]);
    expect(await find("S_nday")).toEqual([]);
    expect(await find("no_mom")).toEqual([plain]);
    expect(await find(percent)).toEqual([percent]);
    expect(await find("' or true --")).toEqual([]);
    expect((await api(jobOperations.byStatus, { params: { status: "failed" } })).data.map((job) => job.id)).toEqual([
      plain,
    ]);
  });

  test("count to ten thousand and say that there are more; page numbers end there, cursors do not", async () => {
    await fillQueue(admin, { steps: 10_050, stage: "video_downloader" });
    const last = await reader()(jobOperations.history, { query: { page: "100", per_page: "100" } });
    expect(last.pagination).toMatchObject({
      total: 10_000,
      total_is: "at least",
      total_pages: 100,
      has_next: true,
      has_prev: true,
    });
    const beyond = await reader()(jobOperations.history, { query: { page: "101", per_page: "100" } });
    expect([beyond.status, beyond.error_code]).toEqual([400, "VALIDATION_ERROR"]);
    const deeper = await reader()(jobOperations.history, {
      query: { per_page: "100", cursor: last.pagination.next_cursor ?? "" },
    });
    expect(deeper.data.length).toBeGreaterThan(0);
    const known = new Set(last.data.map((job) => job.id));
    expect(deeper.data.some((job) => known.has(job.id))).toBe(false);
  });

  test("use an index for a page of the history", async () => {
    await admin.query("analyze jobs");
    const { rows } = await admin.query(
      "explain select * from jobs where user_id = $1 order by created_at desc, id desc limit 26",
      [owner],
    );
    expect(JSON.stringify(rows)).toContain("jobs_of_user");
    const search = await admin.query(
      "explain select * from jobs j where (j.title || ' ' || coalesce(j.error_code || ' ' || j.error_message, '')) ilike '%Job 9876%'",
    );
    expect(JSON.stringify(search.rows)).toContain("jobs_text");
  });

  test.each(["nonsense", Buffer.from("[1]").toString("base64url"), Buffer.from('["a","b"]').toString("base64url")])(
    "refuse the cursor %s",
    async (cursor) => {
      const refused = await reader()(jobOperations.history, { query: { cursor } });
      expect([refused.status, refused.error_code]).toEqual([400, "VALIDATION_ERROR"]);
    },
  );
});

describe("the queues", () => {
  test("tell depth, details and figures", async () => {
    const api = service.api("operator");
    const worker = service.worker();
    const [task] = await worker.claim("video_downloader");
    const status = (await api(queueOperations.status)).data;
    const row = status.queues.find((queue) => queue.queue === "video_downloader");
    expect(row).toMatchObject({ running: 1, paused: false });
    expect(row?.waiting).toBeGreaterThan(10_000);
    expect(row?.oldest_waiting_seconds).toBeGreaterThan(0);
    const details = (await api(queueOperations.details, { query: { queue: "video_downloader" } })).data;
    expect(details).toHaveLength(100);
    expect(details[0]).toMatchObject({ state: "running", worker_id: worker.workerId, job_id: task?.job_id });
    // Estimates are made anew at the most twice a second: the last ones may be from before the queue was filled.
    const figures = await until("an estimate of the filled queue", async () => {
      const stats = (await api(queueOperations.stats)).data;
      return stats.find((queue) => queue.queue === "video_downloader" && (queue.eta_seconds ?? 0) > 0);
    });
    expect(figures.finished).toBeGreaterThan(0);
    expect(figures.p50_seconds).not.toBeNull();
  });
});
