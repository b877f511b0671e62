import { expect, it } from "vitest";
import { shortDuration } from "./short-duration.ts";

it("tells lengths in few letters", () => {
  const told = [0.42, 9.96, 59.4, 59.6, 452, 3596, 3599, 34_000].map(shortDuration);
  expect(told).toEqual(["0.4 s", "10 s", "59 s", "1.0 min", "7.5 min", "59.9 min", "1.0 h", "9.4 h"]);
});
