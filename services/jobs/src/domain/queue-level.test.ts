import type { QueueLevel } from "@agentos/contracts/queue-row";
import { expect, test } from "vitest";
import { levelOf } from "./queue-level.ts";

const thresholds = { warning: 100, critical: 500 };

/** The levels that a queue goes through as its depth changes. */
function course(...depths: number[]): QueueLevel[] {
  const levels: QueueLevel[] = [];
  for (const depth of depths) levels.push(levelOf(depth, levels.at(-1) ?? "normal", thresholds));
  return levels;
}

test("a threshold is passed when it is reached", () => {
  expect(course(0, 99, 100, 499, 500)).toEqual(["normal", "normal", "warning", "warning", "critical"]);
});

test("it is left a good deal below it, so that a queue at the edge does not go to and fro", () => {
  expect(course(100, 99, 101, 80, 79, 99, 100)).toEqual([
    "warning",
    "warning",
    "warning",
    "warning",
    "normal",
    "normal",
    "warning",
  ]);
  expect(course(500, 499, 400, 399, 499, 500)).toEqual([
    "critical",
    "critical",
    "critical",
    "warning",
    "warning",
    "critical",
  ]);
});

test("a queue can pass both at once", () => {
  expect(course(1000, 0)).toEqual(["critical", "normal"]);
  expect(course(1000, 90)).toEqual(["critical", "warning"]);
});
