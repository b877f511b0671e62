import { expect, it } from "vitest";
import type { LineHead } from "../line-filters.ts";
import { afterStep, emptyTail, merged, mostHeld } from "./tail.ts";

const line = (id: number, second = id): LineHead => ({
  id: `${id}`,
  at: new Date(second * 1000).toISOString(),
  level: "info",
  service: "jobs",
  instance: "a",
  message: "said",
  trace_id: null,
  job_id: null,
});
const ids = (lines: readonly LineHead[]) => lines.map(({ id }) => Number(id));
const told = (lines: LineHead[], following: boolean, untold = 0) =>
  ({ kind: "told", lines, untold, following }) as const;

it("shows what is told while it follows, and lets it wait while it stands still", () => {
  let tail = afterStep(emptyTail, told([line(1), line(2)], true));
  tail = afterStep(tail, told([line(3)], false));
  expect([ids(tail.shown), ids(tail.waiting)]).toEqual([[2, 1], [3]]);
  tail = afterStep(tail, { kind: "follow" });
  expect([ids(tail.shown), ids(tail.waiting)]).toEqual([[3, 2, 1], []]);
});

it("counts what is more than it holds or is told", () => {
  const many = Array.from({ length: mostHeld + 5 }, (_, index) => line(index));
  const tail = afterStep(emptyTail, told(many, false, 7));
  expect(tail.waiting).toHaveLength(mostHeld);
  expect(tail.waiting[0]?.id).toBe(`${mostHeld + 4}`);
  expect(tail.missed).toBe(12);
});

it("forgets what was read, and what can be read further down", () => {
  const tail = afterStep(emptyTail, told([line(1), line(2), line(3), line(4)], true, 4));
  const after = afterStep(tail, { kind: "read", lines: [line(3), line(2)] });
  expect([ids(after.shown), after.missed]).toEqual([[4], 0]);
});

it("puts each line once where the database would list it, with all that was read of it", () => {
  const read = [line(5, 9), { ...line(3, 8), fields: { ms: 1 } }, line(1)];
  const rows = merged([line(6, 8), line(3, 8), line(2, 0)], read);
  expect(ids(rows)).toEqual([5, 6, 3, 1, 2]);
  expect(rows[2]?.fields).toEqual({ ms: 1 });
});
