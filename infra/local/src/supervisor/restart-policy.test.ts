import { expect, it } from "vitest";
import { createRestartPolicy } from "./restart-policy.ts";

it("waits longer with each end within a minute, tells a crash loop once, and forgets", () => {
  const policy = createRestartPolicy();
  const verdicts = [0, 1000, 2000, 3000, 4000, 5000, 6000].map((at) => policy.ended(at));
  expect(verdicts.map(({ pauseMs }) => pauseMs)).toEqual([100, 500, 1000, 2000, 5000, 10_000, 10_000]);
  expect(verdicts.map(({ loops }) => loops)).toEqual([false, false, false, false, true, false, false]);
  expect(policy.ended(600_000)).toEqual({ pauseMs: 100, loops: false });
});
