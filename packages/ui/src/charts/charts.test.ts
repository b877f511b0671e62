import { expect, it } from "vitest";
import { isMeasured, lastMeasured, lonePlaces, stackedValues } from "./chart-data.ts";
import { axisMoment } from "./moments.ts";
import { sparklinePath } from "./sparkline-path.ts";

const series = (...lists: (number | null)[][]) =>
  lists.map((values, at) => ({ id: String(at), label: String(at), values }));

it("stacks what is known, and leaves a gap on top of what is not", () => {
  const sums = stackedValues(series([1, null, 3], [1, 1, null], [2, 2, 2]));
  expect(sums).toEqual([
    [1, null, 3],
    [2, null, null],
    [4, null, null],
  ]);
});

it("finds what no line would show", () => {
  expect(lonePlaces([1, null, 2, 2, null, 3])).toEqual([0, 5]);
  expect(lonePlaces([])).toEqual([]);
});

it("knows where something was measured last, and whether anything was", () => {
  expect(lastMeasured(series([1, null, null], [null, 2, null]))).toBe(1);
  expect(lastMeasured(series([null]))).toBe(-1);
  expect([isMeasured(series([0])), isMeasured(series([null])), isMeasured([])]).toEqual([true, false, false]);
});

it("draws a course with gaps, a lone value as a dot, and an even one in the middle", () => {
  expect(sparklinePath([0, 10, null, 5])).toBe("M0 22L33.33 2M100 12h0");
  expect(sparklinePath([7, 7])).toBe("M0 12L100 12");
  expect(sparklinePath([3])).toBe("M50 12h0");
  expect(sparklinePath([null, null])).toBe("");
});

it("names moments as exactly as their distance needs", () => {
  const at = new Date(2026, 2, 4, 15, 30, 20).getTime();
  expect([10_000, 60_000, 86_400_000].map((step) => axisMoment(at, step))).toEqual(["15:30:20", "15:30", "Mar 4"]);
  expect(axisMoment(new Date(2026, 2, 4).getTime(), 3_600_000)).toBe("Mar 4");
});
