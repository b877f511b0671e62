import type { JobDetail, JobView } from "@agentos/contracts/api/jobs";
import { expect, it } from "vitest";
import { newerJob, newerJobs, withProgress, type JobProgress } from "./job-progress.ts";

const id = "0190c1f4-7a8e-7c3e-9a53-0242ac120002";
const job = {
  id,
  status: "processing",
  stage: "intelligent_cropper",
  progress: 0.5,
  eta_seconds: 40,
  run: 1,
  version: 7,
} as unknown as JobView;
const steps = [
  { stage: "face_detector", state: "done", progress: 1 },
  { stage: "intelligent_cropper", state: "running", progress: 0.2 },
] as unknown as JobDetail["steps"];
const tick = {
  job_id: id,
  run: 1,
  stage: "intelligent_cropper",
  stage_progress: 0.4,
  progress: 0.6,
  eta_seconds: 30,
} as unknown as JobProgress;

it("puts progress into the job and its running step", () => {
  const told = withProgress({ ...job, steps } as JobDetail, tick);
  expect(told).toMatchObject({ progress: 0.6, eta_seconds: 30, version: 7 });
  expect(told?.steps.map(({ progress }) => progress)).toEqual([1, 0.4]);
});

it("lets no late tick take anything back", () => {
  expect(withProgress({ ...job, progress: 0.7 }, tick)).toMatchObject({ progress: 0.7, eta_seconds: 40 });
  const done = { ...job, status: "completed", stage: null, progress: 1 } as JobView;
  expect(withProgress(done, tick)).toBe(done);
  const again = { ...job, run: 2, progress: 0 };
  expect(withProgress(again, tick)).toBe(again);
});

it("asks for a job of which more is told than is known", () => {
  expect(withProgress({ ...job, stage: "face_detector" } as JobView, tick)).toBeUndefined();
  expect(withProgress({ ...job, status: "queued", progress: 0 }, tick)).toBeUndefined();
  expect(withProgress(job, { ...tick, run: 2 })).toBeUndefined();
});

it("keeps what is newer of what is held and what was read", () => {
  expect(newerJob(job, { ...job, version: 6, status: "queued" })).toBe(job);
  expect(newerJob(job, { ...job, progress: 0.4 })).toBe(job);
  const later = { ...job, version: 8, progress: 0.1 };
  expect(newerJob(job, later)).toBe(later);
  const other = { ...later, id: "0190c1f4-7a8e-7c3e-9a53-0242ac120003", version: 1 };
  expect(newerJobs([job], [other, later])).toEqual([other, later]);
  expect(newerJobs([later], [job])).toEqual([later]);
});
