import { expect, it } from "vitest";
import { tallyOf } from "./vitest.ts";

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});

it("counts tests, files that do not load, and crashes", () => {
  const passed = { numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", 3)] };
  expect(tallyOf(passed, 0)).toEqual({ passed: 3, failed: 0 });
  expect(tallyOf(passed, 1)).toEqual({ passed: 3, failed: 1 });
  const failed = { numPassedTests: 2, numFailedTests: 1, testResults: [file("failed", 3), file("failed", 0)] };
  expect(tallyOf(failed, 1)).toEqual({ passed: 2, failed: 2 });
  expect(tallyOf(undefined, 139)).toEqual({ passed: 0, failed: 1 });
});
