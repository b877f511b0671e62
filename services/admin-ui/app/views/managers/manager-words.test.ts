import { expect, it } from "vitest";
import { countsText, intervalText, tookText, whyNotManager } from "./manager-words.ts";

const manager = { enabled: true, paused: false, essential: false, leader: "a", instances: ["a", "b"] };

it("tells why an action makes no sense as a manager stands", () => {
  expect(whyNotManager("manager.start", manager)).toBe("It is started.");
  expect(whyNotManager("manager.stop", manager)).toBeUndefined();
  expect(whyNotManager("manager.stop", { ...manager, essential: true })).toMatch("does not work without it");
  expect(whyNotManager("manager.resume", manager)).toBe("It is not paused.");
  expect(whyNotManager("manager.run_now", { ...manager, paused: true })).toBe("It is paused. Resume it first.");
  expect(whyNotManager("manager.failover", manager)).toBeUndefined();
  expect(whyNotManager("manager.failover", { ...manager, instances: ["a"] })).toMatch("Only one copy");
});

it("tells figures of runs", () => {
  expect([2.51, 86.2, 1500].map(tookText)).toEqual(["2.5 ms", "86 ms", "2 s"]);
  expect([0.5, 300].map(intervalText)).toEqual(["0.5 s", "5 min"]);
  expect(countsText({ reaped: 2, looked_at: 1200 })).toBe("reaped 2, looked at 1,200");
});
