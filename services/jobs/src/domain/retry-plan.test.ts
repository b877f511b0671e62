import { stageNames } from "@agentos/contracts/stages/stages";
import { expect, test } from "vitest";
import { planRetry } from "./retry-plan.ts";

const stepsDoneBefore = (open: number) =>
  stageNames.map((stage, position) => ({ stage, state: position < open ? "done" : "failed" }));

const failed = { status: "failed" as const, run: 1, seeded: false };

test("begins at the first stage that is not done", () => {
  expect(planRetry(failed, stepsDoneBefore(2))).toEqual({
    allowed: true,
    from: "moment_detector",
    reused: ["video_downloader", "audio_transcriber"],
  });
  expect(planRetry({ ...failed, status: "cancelled" }, stepsDoneBefore(0))).toMatchObject({
    from: "video_downloader",
    reused: [],
  });
});

test("begins earlier where that is asked for, never later", () => {
  const steps = stepsDoneBefore(3);
  expect(planRetry(failed, steps, "audio_transcriber")).toMatchObject({ allowed: true, reused: ["video_downloader"] });
  expect(planRetry(failed, steps, "face_detector")).toMatchObject({ allowed: true });
  expect(planRetry(failed, steps, "video_cutter")).toMatchObject({
    allowed: false,
    whyNot: "The stages before video_cutter are not finished; begin at face_detector.",
  });
});

test.each(["queued", "processing", "completed"] as const)("does not run a %s job again", (status) => {
  expect(planRetry({ ...failed, status }, stepsDoneBefore(1))).toMatchObject({ allowed: false });
});

test("takes nothing over of what was only seeded", () => {
  const seeded = { ...failed, seeded: true };
  expect(planRetry(seeded, stepsDoneBefore(3))).toMatchObject({ from: "video_downloader", reused: [] });
  expect(planRetry({ ...seeded, run: 2 }, stepsDoneBefore(3))).toMatchObject({ from: "face_detector" });
});
