import { expect, it } from "vitest";
import { JobTicks } from "./job-ticks.ts";

const id = "0195504b-5c21-7d3e-9b47-3f0a6d8e1c52";
const tick = {
  job_id: id,
  user_id: "0195504b-5c21-7d3e-9b47-3f0a6d8e1c53",
  run: 2,
  stage: "video_cutter",
  stage_progress: 0.5,
  progress: 0.8,
  eta_seconds: 12,
};

it("tells the latest of a job's run, as far as it is ahead of what is known", () => {
  const ticks = new JobTicks();
  let told = 0;
  ticks.subscribe(() => told++);
  ticks.take(tick);
  ticks.take({ ...tick, progress: 0.7 });
  ticks.take({ ...tick, run: 1, progress: 0.9 });
  ticks.take({ job_id: id });
  expect(told).toBe(1);
  expect(ticks.of({ id, run: 2, progress: 0.1 })?.eta_seconds).toBe(12);
  expect(ticks.of({ id, run: 2, progress: 0.9 })).toBeUndefined();
  expect(ticks.of({ id, run: 3, progress: 0 })).toBeUndefined();
});
