import type { WorkerFigures } from "@agentos/contracts/messages/fleet";
import { expect, it } from "vitest";
import { nextTold } from "./told-figures.ts";

const gigabyte = 2 ** 30;
const figures: WorkerFigures = {
  done: 3,
  failed: 0,
  recent_done: 3,
  recent_failed: 0,
  busy_seconds: 12.5,
  useful_seconds: 12.5,
  cpu_percent: 12.4,
  cores: 2,
  rss_bytes: 0.4 * gigabyte + 5,
  memory_bytes: 8 * gigabyte,
};
const told = nextTold(undefined, figures);

it("begins with what was reported, in round figures", () => {
  expect(told).toEqual({ ...figures, cpu_percent: 12, rss_bytes: 410 * 2 ** 20 });
});

it("stays while a worker is at rest, wherever its load is", () => {
  for (const cpu_percent of [0, 5, 20, 31]) expect(nextTold(told, { ...figures, cpu_percent })).toBe(told);
  expect(nextTold(told, { ...figures, rss_bytes: 0.7 * gigabyte })).toBe(told);
});

it.each([{ cpu_percent: 120 }, { rss_bytes: 2 * gigabyte }, { done: 4 }, { recent_failed: 1 }, { busy_seconds: 13 }])(
  "changes when something happens: %o",
  (change) => {
    expect(nextTold(told, { ...figures, ...change })).toMatchObject(change);
  },
);
