import type { LiveEvent } from "@agentos/client/live/event-sieve";
import type { JobView } from "@agentos/contracts/api/jobs";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { takeEvent } from "./follow-jobs.ts";
import { clipKeys, jobKeys } from "./job-keys.ts";
import { Refetches } from "./refetches.ts";

const [id, other] = ["0190c1f4-7a8e-7c3e-9a53-0242ac120002", "0190c1f4-7a8e-7c3e-9a53-0242ac120003"] as const;
const job = {
  id,
  status: "processing",
  stage: "intelligent_cropper",
  progress: 0.5,
  eta_seconds: 40,
  run: 1,
  version: 7,
} as unknown as JobView;
const recent = [...jobKeys.recent, 6];
const history = jobKeys.history({ page: 1 });
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** Queries that hold the job, and are looked at. */
function held() {
  const queries = new QueryClient();
  const data = new Map<readonly unknown[], unknown>([
    [jobKeys.one(id), job],
    [recent, [job]],
    [history, { data: [job], pagination: {} }],
  ]);
  let reads = 0;
  for (const [queryKey, initialData] of data) {
    const read = () => (reads++, initialData);
    const observer = new QueryObserver(queries, { queryKey, queryFn: read, initialData, staleTime: Infinity });
    stops.push(observer.subscribe(() => undefined));
  }
  stops.push(() => queries.clear());
  return { queries, reads: () => reads };
}

function event(type: string, version: number | null, more: Record<string, unknown> = {}): LiveEvent {
  const data = { job_id: id, user_id: other, run: 1, ...more };
  return {
    op: "event",
    channel: "job_status",
    type,
    id: type,
    entity_id: id,
    version,
    data,
    at: "2025-01-01T00:00:00Z",
  };
}

const tick = { stage: "intelligent_cropper", stage_progress: 0.4, progress: 0.6, eta_seconds: 30 };

it("shows progress wherever the job is shown, and reads nothing for it", () => {
  const { queries, reads } = held();
  expect(takeEvent(queries, event("job:progress", null, tick))).toEqual({ outdated: [] });
  expect(queries.getQueryData(jobKeys.one(id))).toMatchObject({ progress: 0.6 });
  expect(queries.getQueryData(recent)).toMatchObject([{ progress: 0.6 }]);
  expect(queries.getQueryData(history)).toMatchObject({ data: [{ progress: 0.6 }] });
  expect(reads()).toBe(0);
});

it("leaves what has to be read anew to that", async () => {
  const { queries } = held();
  await queries.invalidateQueries({ queryKey: recent, refetchType: "none" });
  takeEvent(queries, event("job:progress", null, tick));
  expect(queries.getQueryData(recent)).toMatchObject([{ progress: 0.5 }]);
  expect(queries.getQueryState(recent)?.isInvalidated).toBe(true);
});

it("names what holds an older version of the job, or might have to hold it", () => {
  const { queries } = held();
  const outdatedBy = (...said: Parameters<typeof event>) => takeEvent(queries, event(...said)).outdated;
  expect(outdatedBy("job:retried", 8)).toEqual([jobKeys.one(id), recent, history]);
  expect(outdatedBy("job:cropping", 7)).toEqual([]);
  expect(outdatedBy("job:created", 1, { job_id: other })).toEqual([jobKeys.one(other), recent, history]);
  expect(takeEvent(queries, event("job:progress", null, { ...tick, job_id: other }))).toEqual({ outdated: [] });
  expect(outdatedBy("clip:ready", 1)).toEqual([clipKeys.of(id), clipKeys.recent]);
});

const cutting = { stage: "video_cutter", tries: 1 };
const done = { stage: "intelligent_cropper", state: "done", tries: 1, error_code: null };

it("shows a step wherever the job is shown as soon as it is told of, once, and reads nothing for it", () => {
  const { queries, reads } = held();
  expect(takeEvent(queries, event("job:cutting", 8, cutting))).toEqual({ outdated: [] });
  const shown = { stage: "video_cutter", version: 8 };
  expect(queries.getQueryData(jobKeys.one(id))).toMatchObject(shown);
  expect(queries.getQueryData(recent)).toMatchObject([shown]);
  expect(queries.getQueryData(history)).toMatchObject({ data: [shown] });
  for (const repeat of [event("job:cutting", 8, cutting), event("job:step", 7, done)]) {
    expect(takeEvent(queries, repeat)).toEqual({ outdated: [] });
  }
  expect(queries.getQueryData(jobKeys.one(id))).toMatchObject(shown);
  expect(reads()).toBe(0);
});

it("reads what was missed, what cannot be told, and a list that a job may leave", () => {
  const { queries } = held();
  expect(takeEvent(queries, event("job:cutting", 9, cutting)).outdated).toEqual([jobKeys.one(id), recent, history]);
  expect(queries.getQueryData(jobKeys.one(id))).toBe(job);
  expect(takeEvent(queries, event("job:cutting", 8, { stage: "nowhere" })).outdated).toHaveLength(3);
  expect(takeEvent(queries, event("job:cutting", 8, { ...cutting, run: 2 })).outdated).toHaveLength(3);
  expect(takeEvent(queries, event("job:cancelled", 8)).outdated).toEqual([history]);
  expect(queries.getQueryData(recent)).toMatchObject([{ status: "cancelled", version: 8 }]);
});

it("leaves a list that nobody looks at to a read", () => {
  const { queries } = held();
  for (const stop of stops.splice(0, 1)) stop();
  expect(takeEvent(queries, event("job:cutting", 8, cutting)).outdated).toEqual([jobKeys.one(id)]);
  expect(queries.getQueryData(jobKeys.one(id))).toBe(job);
});

it("reads for what has overtaken its event, unless that comes", () => {
  const { queries } = held();
  const ahead = takeEvent(queries, event("job:progress", null, { ...tick, stage: "video_cutter" }));
  expect(ahead.outdated).toEqual([]);
  expect(ahead.doubtful?.()).toHaveLength(3);
  takeEvent(queries, event("job:cutting", 8, cutting));
  expect(ahead.doubtful?.()).toEqual([]);
  expect(queries.getQueryData(recent)).toMatchObject([{ stage: "video_cutter", progress: 0.6 }]);
});

it("reads where a job waits, unless it soon goes on", () => {
  const { queries } = held();
  queries.setQueryData(jobKeys.one(id), { ...job, steps: [] });
  const arrived = takeEvent(queries, event("job:step", 8, done));
  expect(arrived.outdated).toEqual([]);
  expect(arrived.doubtful?.()).toEqual([jobKeys.one(id)]);
  takeEvent(queries, event("job:cutting", 9, cutting));
  expect(arrived.doubtful?.()).toEqual([]);
});

it("reads once for many events, and again for those that come during a read", async () => {
  const queries = new QueryClient();
  let reads = 0;
  let release = (): void => undefined;
  const queryFn = () => new Promise<number>((resolve) => (release = () => resolve(++reads)));
  const observer = new QueryObserver(queries, {
    queryKey: jobKeys.one(id),
    queryFn,
    initialData: 0,
    staleTime: Infinity,
  });
  stops.push(observer.subscribe(() => undefined));
  const refetches = new Refetches(queries);
  stops.push(() => refetches.stop());
  const isReading = () => vi.waitFor(() => expect(queries.isFetching()).toBe(1), { timeout: 10_000 });
  for (let times = 0; times < 5; times++) refetches.mark(jobKeys.all);
  await isReading();
  refetches.mark(jobKeys.one(id));
  release();
  await vi.waitFor(() => expect(reads).toBe(1));
  await isReading();
  release();
  await vi.waitFor(() => expect(reads).toBe(2));
  expect(queries.isFetching()).toBe(0);
});
