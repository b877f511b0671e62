import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { jobOperations, jobStatuses } from "@agentos/contracts/api/jobs";
import { stageNames } from "@agentos/contracts/stages/stages";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContext, type Context } from "../src/context.ts";
import { seedJobs } from "../src/seed/seed-jobs.ts";
import { cancelJob, retryJob } from "./harness/changes.ts";
import { expectInvariants } from "./harness/invariants.ts";
import { startTestService, type TestService } from "./harness/service.ts";
import { snapshot } from "./harness/snapshot.ts";
import { quietLog } from "./harness/stack.ts";

let service: TestService;
let context: Context;
let folder: string;
const users = [randomUUID(), randomUUID()] as const;
beforeAll(async () => {
  service = await startTestService();
  context = await createContext(service.stack.config, { log: quietLog() });
  folder = mkdtempSync(path.join(tmpdir(), "agentos-seed-"));
  writeFileSync(path.join(folder, "clip.mp4"), "a short video");
  writeFileSync(path.join(folder, "clip.jpg"), "a picture");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await context.close();
  await service.close();
});

const seed = (count: number, clean = false, events = 0) =>
  seedJobs({
    db: context.db,
    store: context.store,
    count,
    events,
    userIds: users,
    clip: {
      videoPath: path.join(folder, "clip.mp4"),
      thumbnailPath: path.join(folder, "clip.jpg"),
      seconds: 20,
      width: 360,
      height: 640,
    },
    clean,
    seed: 1,
  });

describe("seeded jobs", () => {
  test("keep every rule of real ones, are of every status, and are marked", async () => {
    const report = await seed(25);
    const found = await snapshot(context.pool);
    expectInvariants(found);
    expect(report).toEqual({
      removed: 0,
      jobs: 25,
      events: found.events.length,
      statuses: { queued: 3, processing: 2, completed: 15, failed: 4, cancelled: 1 },
    });
    expect(new Set(found.jobs.map((job) => job["status"]))).toEqual(new Set(jobStatuses));
    expect(found.jobs.every((job) => job["seeded"])).toBe(true);
    expect(found.dead_letters.length).toBeGreaterThan(0);
    for (const { created_at: at } of found.events) expect(Number(at)).toBeLessThanOrEqual(Date.now());
    const times = found.jobs.map((job) => [job["created_at"], job["started_at"], job["finished_at"]] as Date[]);
    for (const [created, started, finished] of times) {
      expect([created, started ?? created, finished ?? new Date()].map(Number)).toEqual(
        [created, started ?? created, finished ?? new Date()].map(Number).toSorted((a, b) => a - b),
      );
    }
  });

  test("are given to no worker and judged by no reaper", async () => {
    for (const stage of stageNames) expect(await service.worker().claim(stage, 16)).toEqual([]);
    const { steps } = await snapshot(context.pool);
    expect(steps.filter((step) => step["state"] === "running" || step["state"] === "waiting")).toEqual([]);
    expect(steps.filter((step) => step["state"] === "held")).toHaveLength(5);
  });

  test("are shown like others, and their clips play", async () => {
    const api = service.api("admin");
    const { data } = await api(jobOperations.byStatus, { params: { status: "completed" } });
    const [job] = data;
    expect(job).toMatchObject({ seeded: true, progress: 1 });
    const clips = (await api(jobOperations.clips, { params: { job_id: job?.id ?? "" } })).data;
    expect(clips.length).toBeGreaterThan(1);
    const played = await fetch(service.base() + clips[0]?.url);
    expect(await played.text()).toBe("a short video");
    for (const { id } of data) {
      expect((await api(jobOperations.get, { params: { job_id: id } })).status).toBe(200);
    }
  });

  test("can be cancelled and run again, from the beginning", async () => {
    const api = service.api("admin");
    const [active] = (await api(jobOperations.byStatus, { params: { status: "processing" } })).data;
    const jobId = active?.id ?? "";
    expect((await cancelJob(context, jobId)).status).toBe("cancelled");
    expect(await retryJob(context, jobId)).toMatchObject({ job: { run: 2 }, from: "video_downloader" });
    const [task] = await service.worker().claim("video_downloader");
    const { source } = (task?.input ?? {}) as { source: { key: string; bytes: number } };
    expect((await context.store.stat(source.key)).bytes).toBe(source.bytes);
    expectInvariants(await snapshot(context.pool));
  });

  test("have as many events as are asked for: the rest are notes", async () => {
    const { removed, events } = await seed(8, true, 150);
    const found = await snapshot(context.pool);
    expectInvariants(found);
    expect({ removed, events, told: found.events.length }).toEqual({ removed: 25, events: 150, told: 150 });
    const noted = new Set(found.events.filter(({ name }) => name === "job:noted").map((event) => event["entity_id"]));
    expect(noted.size).toBeGreaterThan(0);
    for (const job of found.jobs) expect(job["note"] !== null).toBe(noted.has(job["id"]));
  });

  test("go without a trace, and real ones stay", async () => {
    const real = await service.createJob(users[0]);
    expect(await seed(3, true)).toMatchObject({ removed: 8, jobs: 3 });
    const found = await snapshot(context.pool);
    expect(found.jobs).toHaveLength(4);
    expect(found.jobs.some((job) => job["id"] === real)).toBe(true);
    const ids = new Set(found.jobs.map((job) => job["id"]));
    const told = found.events.map((event) => (event["payload"] as { job_id: string }).job_id);
    expect(told.every((id) => ids.has(id))).toBe(true);
    const stored = new Set<string>();
    for await (const file of context.store.list("jobs/")) stored.add(file.key.split("/")[1] ?? "");
    expect(stored.size).toBe(3);
  });
});
