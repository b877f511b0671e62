import { expect, it } from "vitest";
import { changedOf } from "./standing.ts";

it("is told of what has changed, and not of what came or went: there are events for that", () => {
  const before = new Map([
    ["a", { tasks: 1 }],
    ["b", { tasks: 1 }],
    ["gone", { tasks: 0 }],
  ]);
  const after = new Map([
    ["a", { tasks: 1 }],
    ["b", { tasks: 2 }],
    ["new", { tasks: 0 }],
  ]);
  expect(changedOf(before, after)).toEqual([{ tasks: 2 }]);
});
