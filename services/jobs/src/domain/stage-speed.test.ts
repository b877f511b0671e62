import { jobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedSeconds, learn, learnDuration, startSpeeds, type Speeds } from "./stage-speed.ts";
import type { WorkSize } from "./work-size.ts";

const options = jobOptions.parse({});
const minute: WorkSize = { mediaSeconds: 60, megapixels: 0.9216, clipSeconds: 30 };
const total = (size: WorkSize, speeds: Speeds = startSpeeds): number =>
  stageNames.reduce((sum, stage) => sum + expectedSeconds(stage, size, options, speeds), 0);

describe("what is expected before anything was learned", () => {
  // Bare tools for 60 s of 720p with one clip of 30 s took about 72 s on two shared cores.
  test("is near what the bare tools took", () => {
    expect(total(minute)).toBeGreaterThan(60);
    expect(total(minute)).toBeLessThan(90);
  });

  test("grows with the video, its picture and its clips", () => {
    expect(total({ ...minute, mediaSeconds: 600 })).toBeGreaterThan(3 * total(minute));
    expect(total({ ...minute, megapixels: 4 * 0.9216 })).toBeGreaterThan(total(minute));
    expect(total({ ...minute, clipSeconds: 60 })).toBeGreaterThan(total(minute));
  });
});

describe("what is learned", () => {
  const cutter: StageName = "video_cutter";
  test("brings the estimate within a factor of 1.8 after eight steps, whatever the machine's speed", () => {
    expect(learn({ rate: 1, samples: 0 }, 40, 20).rate).toBeGreaterThan(1.3);
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.integer({ min: 15, max: 600 }), (factor, clips) => {
        const size = { ...minute, clipSeconds: clips };
        const truth = factor * expectedSeconds(cutter, size, options, startSpeeds);
        // What is quicker than the fixed part cannot be learned by the rate, and is over before anyone looks.
        fc.pre(truth > 3);
        let speeds = startSpeeds;
        for (let step = 0; step < 8; step += 1) {
          speeds = { ...speeds, [cutter]: learnDuration(speeds, cutter, truth, size, options) };
        }
        const ratio = expectedSeconds(cutter, size, options, speeds) / truth;
        expect(Math.max(ratio, 1 / ratio)).toBeLessThan(1.8);
      }),
    );
  });

  test("of a tiny step is little", () => {
    const speed = { rate: 1, samples: 10 };
    expect(learn(speed, 100, 1).rate - 1).toBeLessThan(learn(speed, 100, 100).rate * 100);
    expect(learn(speed, 5, 0)).toEqual(speed);
    expect(learn(speed, Number.NaN, 5)).toEqual(speed);
  });
});
