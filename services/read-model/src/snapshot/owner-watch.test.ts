import { expect, it } from "vitest";
import { OwnerWatch } from "./owner-watch.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds));
const iso = (seconds: number) => at(seconds).toISOString();

it("a service is down when two questions in a row were not answered, and up with the first answer", () => {
  const watch = new OwnerWatch();
  expect(watch.answered("jobs", 4.4, at(1))).toBe(false);
  expect(watch.missed("jobs", at(2))).toBe(false);
  expect(watch.services).toEqual([{ service: "jobs", answers: true, since: iso(1) }]);
  expect(watch.missed("jobs", at(3))).toBe(true);
  expect(watch.missed("jobs", at(4))).toBe(false);
  expect(watch.services).toEqual([{ service: "jobs", answers: false, since: iso(3) }]);
  expect(watch.owners).toEqual([{ owner: "jobs", answers: false, last_answer_at: iso(1), took_ms: 4 }]);
  expect(watch.answered("jobs", 5, at(5))).toBe(true);
  expect(watch.answered("jobs", 6, at(6))).toBe(false);
  expect(watch.services).toEqual([{ service: "jobs", answers: true, since: iso(5) }]);
});

it("a single question that is not answered is no news", () => {
  const watch = new OwnerWatch();
  watch.answered("jobs", 1, at(1));
  for (let n = 2; n < 10; n += 2) {
    expect(watch.missed("jobs", at(n))).toBe(false);
    expect(watch.answered("jobs", 1, at(n + 1))).toBe(false);
  }
  expect(watch.services[0]?.since).toBe(iso(1));
});

it("goes on with what an earlier builder saw", () => {
  const watch = new OwnerWatch([
    { service: "jobs", answers: true, since: iso(1) },
    { service: "fleet", answers: false, since: iso(2) },
    { service: "media", answers: true, since: iso(3) },
  ]);
  expect(watch.answered("jobs", 1, at(9))).toBe(false);
  expect(watch.answered("fleet", 1, at(9))).toBe(true);
  expect(watch.services).toEqual([
    { service: "jobs", answers: true, since: iso(1) },
    { service: "fleet", answers: true, since: iso(9) },
  ]);
});
