import { expect, it } from "vitest";
import { lastHour } from "./last-hour.ts";

it("adds up the last hour, and leaves gaps at nothing", () => {
  const now = Date.parse("2025-01-01T12:03:00.000Z");
  const at = (time: string, finished: number, failed = 0) => ({ at: `2025-01-01T${time}:00.000Z`, finished, failed });
  const told = lastHour([at("09:00", 50), at("11:05", 2), at("11:55", 3, 1), at("12:00", 1)], now);
  expect(told).toEqual({ finished: 6, failed: 1, course: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1] });
});
