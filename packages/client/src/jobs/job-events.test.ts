import type { JobDetail, JobView } from "@agentos/contracts/api/jobs";
import { stageNames, stages } from "@agentos/contracts/stages/stages";
import { expect, it } from "vitest";
import { withEvent } from "./job-events.ts";

const [begunAt, at] = ["2025-01-01T00:00:00.000Z", "2025-01-01T00:00:02.500Z"];
const steps = stageNames.map((stage) => ({
  stage,
  state: "blocked",
  progress: 0,
  tries: 0,
  started_at: null,
  finished_at: null,
  duration_seconds: null,
}));
const queued = {
  id: "0190c1f4-7a8e-7c3e-9a53-0242ac120002",
  status: "queued",
  stage: "video_downloader",
  progress: 0,
  eta_seconds: 40,
  clip_count: 0,
  error: null,
  run: 1,
  version: 1,
  started_at: null,
  finished_at: null,
  steps: steps.map((step, index) => (index === 0 ? { ...step, state: "waiting" } : step)),
} as unknown as JobDetail;

function event(type: string, version: number, more: Record<string, unknown> = {}) {
  const data = { job_id: queued.id, user_id: "0190c1f4-7a8e-7c3e-9a53-0242ac120009", run: 1, ...more };
  return { type, version, data, at };
}

const entered = (index: number, version: number) => {
  const { name: stage, event: type } = stages[index] ?? stages[0];
  return event(type, version, { stage, tries: 1 });
};
const done = (index: number, version: number) =>
  event("job:step", version, { stage: stageNames[index], state: "done", tries: 1, error_code: null });

/** The job after events that lead from each version to the next. */
function after(job: JobDetail, ...events: ReturnType<typeof event>[]): JobDetail {
  let held = job;
  for (const one of events) {
    const told = withEvent(held, one);
    if (!told) throw new Error(`${one.type} does not say what has changed.`);
    held = told.job;
  }
  return held;
}

const atCutting = after(
  queued,
  ...stages.flatMap((_stage, i) => [entered(i, 2 + 2 * i), done(i, 3 + 2 * i)]).slice(0, -1),
);

it("goes through all stages by what is told of them, one at a time", () => {
  let job = queued;
  stages.forEach((stage, index) => {
    job = after(job, entered(index, job.version + 1));
    expect(job).toMatchObject({ status: "processing", stage: stage.name, started_at: at });
    expect(job.steps.map((step) => step.state)).toEqual(
      stageNames.map((_name, other) => (other < index ? "done" : other === index ? "running" : "blocked")),
    );
    if (index === stages.length - 1) return;
    job = after(job, done(index, job.version + 1));
    expect(job).toMatchObject({ stage: stageNames[index + 1], version: 3 + 2 * index });
    expect(job.steps.slice(index, index + 2)).toMatchObject([{ state: "done", progress: 1 }, { state: "waiting" }]);
  });
  expect(job).toEqual(atCutting);
});

it("tells of a step how long it took and of which try it is", () => {
  const begun = { ...queued, steps: queued.steps.map((step) => ({ ...step, started_at: begunAt })) };
  const again = after(begun, event("job:downloading", 2, { stage: "video_downloader", tries: 2 }));
  expect(again.steps[0]).toMatchObject({ state: "running", tries: 2, started_at: begunAt });
  expect(after(again, done(0, 3)).steps[0]).toMatchObject({ finished_at: at, duration_seconds: 2.5 });
});

it("ends in each way as it is told", () => {
  const end = { version: 13, eta_seconds: null, finished_at: at };
  const completed = after(atCutting, event("job:completed", 13, { clips: 3 }));
  expect(completed).toMatchObject({ ...end, status: "completed", stage: null, progress: 1, clip_count: 3 });
  expect(completed.steps.map((step) => step.state)).toEqual(stageNames.map(() => "done"));

  const told = { error_code: "TOOL_FAILED", stage: "video_cutter", message: "It broke." };
  const failed = after(atCutting, event("job:failed", 13, told));
  const error = { code: "TOOL_FAILED", stage: "video_cutter", message: "It broke." };
  expect(failed).toMatchObject({ ...end, status: "failed", stage: "video_cutter", error });
  expect(failed.steps.at(-1)).toMatchObject({ state: "failed", finished_at: at });

  const cancelled = after(queued, event("job:cancelled", 2));
  expect(cancelled).toMatchObject({ status: "cancelled", finished_at: at });
  expect(cancelled.steps.map((step) => step.state)).toEqual(stageNames.map(() => "cancelled"));
});

it("lets a repeat and a late event change nothing", () => {
  for (const late of [entered(5, 12), done(4, 11), event("job:cancelled", 3)]) {
    expect(withEvent(atCutting, late)).toEqual({ job: atCutting, lacks: "nothing" });
    expect(withEvent(atCutting, late)?.job).toBe(atCutting);
  }
});

it("asks for what it was not told", () => {
  expect(withEvent(queued, entered(0, 3))).toBeUndefined();
  expect(withEvent(queued, event("job:retried", 2, { from_stage: "video_cutter" }))).toBeUndefined();
  expect(
    withEvent(queued, event("job:downloading", 2, { stage: "video_downloader", tries: 1, run: 2 })),
  ).toBeUndefined();
  expect(withEvent(queued, event("job:downloading", 2, { stage: "nowhere", tries: 1 }))).toBeUndefined();
  expect(withEvent(queued, event("job:downloading", 2))).toBeUndefined();
  const waits = { stage: "video_downloader", state: "waiting", tries: 1, error_code: "TOOL_FAILED" };
  expect(withEvent(after(queued, entered(0, 2)), event("job:step", 3, waits))).toBeUndefined();
});

it("says what it could not know: what was found out, and whether the next queue is on hold", () => {
  const lacks = stages.slice(0, -1).map((_stage, index) => {
    const running = after({ ...queued, version: 7 }, entered(index, 8));
    return withEvent(running, done(index, 9))?.lacks;
  });
  expect(lacks).toEqual(["detail", "detail", "detail", "arrival", "arrival"]);
  expect(withEvent(atCutting, event("job:completed", 13, { clips: 1 }))?.lacks).toBe("detail");
  const { steps: _steps, ...listed } = atCutting;
  expect(withEvent(listed as JobView, event("job:completed", 13, { clips: 1 }))?.lacks).toBe("nothing");
});
