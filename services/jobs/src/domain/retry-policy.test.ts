import { expect, test } from "vitest";
import { judgeFailure } from "./retry-policy.ts";

const failure = { code: "STAGE_FAILED", message: "It did not work.", retryable: true } as const;

test("waits longer after each try, by a factor of 0.5 to 1.5, and at the most 90 s", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7].map((used) => {
    const [least, most] = [0, 0.999_999].map((chance) => judgeFailure(failure, { used, allowed: 10 }, () => chance));
    if (least?.kind !== "again" || most?.kind !== "again") throw new Error("another try was expected");
    return [least.delaySeconds, Math.round(most.delaySeconds)];
  });
  expect(delays).toEqual([
    [1, 3],
    [2, 6],
    [4, 12],
    [8, 24],
    [16, 48],
    [30, 90],
    [30, 90],
  ]);
});

test("gives a step whose worker was lost to another at once", () => {
  expect(judgeFailure({ ...failure, code: "WORKER_LOST" }, { used: 1, allowed: 3 })).toEqual({
    kind: "again",
    delaySeconds: 0,
  });
});

test("ends in a dead letter when the tries are used up, and without one when the input is at fault", () => {
  expect(judgeFailure(failure, { used: 3, allowed: 3 })).toEqual({ kind: "end", deadLetter: true });
  expect(judgeFailure({ ...failure, retryable: false }, { used: 1, allowed: 3 })).toEqual({
    kind: "end",
    deadLetter: false,
  });
});
