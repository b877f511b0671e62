import { expect, it } from "vitest";
import { spanOf, wrongWith } from "./range.ts";

const now = Date.parse("2026-03-10T12:34:56Z");

it("ends with the running hour, or as it is told", () => {
  expect(spanOf({}, now)).toEqual({ from: "2026-03-09T13:00:00.000Z", to: "2026-03-10T13:00:00.000Z" });
  expect(spanOf({ range: "7d" }, now).from).toBe("2026-03-03T13:00:00.000Z");
  const own = { from: "2026-01-01T00:00:00Z", to: "2026-01-03T00:00:00Z" };
  expect(spanOf({ range: "custom", ...own }, now)).toEqual(own);
  expect(spanOf({ range: "custom", from: own.from }, now).to).toBe("2026-03-10T13:00:00.000Z");
});

it("says what is wrong with a span", () => {
  const day = "2026-03-09T00:00:00Z";
  expect(wrongWith({ from: day, to: "2026-03-10T00:00:00Z" })).toBeUndefined();
  expect(wrongWith({ from: day, to: day })).toContain("before it begins");
  expect(wrongWith({ from: "2024-01-01T00:00:00Z", to: day })).toContain("366 days");
});
