import fc from "fast-check";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
import { sectionPatch } from "./section-patch.ts";

const job = (n: number, of: object = {}) => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  user_id: "00000000-0000-7000-8000-00000000000a",
  title: `A talk about many things, part ${n}`,
  status: "processing",
  stage: "speech_recognizer",
  progress: 0.25,
  priority: "normal",
  run: 1,
  clip_count: 0,
  error: null,
  version: 4,
  created_at: "2026-03-01T12:00:00.000Z",
  started_at: "2026-03-01T12:00:05.000Z",
  finished_at: null,
  ...of,
});
const jobs = Array.from({ length: 25 }, (_none, n) => job(n));
const section = (recent: object[], processing = 25) => ({ counts: { queued: 0, processing }, recent });
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function applied<State extends object>(before: State, after: object): State {
  const held = structuredClone(before);
  const patch = JSON.parse(JSON.stringify(sectionPatch(before, after))) as ReturnType<typeof sectionPatch>;
  expect(applyPatch(held, patch).filter(Boolean)).toEqual([]);
  return held;
}

const row = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  n: fc.integer({ min: 0, max: 2 }),
  tags: fc.array(fc.constantFrom("x", "y"), { maxLength: 3 }),
  of: fc.dictionary(fc.constantFrom("a/b", "c~d", "e"), fc.option(fc.integer())),
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 6 });
const anySection = fc.record({
  rows,
  // Two rows may have the same name: no key.
  named: fc.array(fc.record({ name: fc.constantFrom("p", "q"), n: fc.nat(2) }), { maxLength: 4 }),
  series: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 60 }),
  total: fc.option(fc.nat(3)),
});

describe("a section's patch", () => {
  it("makes the one state of the other, whatever they are", () => {
    fc.assert(
      fc.property(anySection, anySection, (before, after) => {
        const [from, to] = [before, after].map((one) => JSON.parse(JSON.stringify(one)) as object) as [object, object];
        expect(applied(from, to)).toEqual(to);
      }),
    );
  });

  it("makes the one list of stale marks of the other", () => {
    const marks = fc.array(
      fc.record({ section: fc.constantFrom("jobs", "queue"), as_of: fc.option(fc.constant("t")) }),
    );
    fc.assert(
      fc.property(marks, marks, (from, to) => {
        expect(applied(from, to)).toEqual(to);
      }),
    );
  });

  it("names one field where one field of a row has changed", () => {
    const after = jobs.with(7, job(7, { progress: 0.5 }));
    expect(sectionPatch(section(jobs), section(after))).toEqual([
      { op: "replace", path: "/recent/7/progress", value: 0.5 },
    ]);
  });

  it("names one row where one came to the front, though others have changed as well", () => {
    const newer = job(99, { status: "queued" });
    const moved = jobs.map((one) => ({ ...one, progress: 0.5 }));
    const patch = sectionPatch(section(jobs), section([newer, ...moved.slice(0, -1)]));
    expect(patch.slice(0, 2)).toEqual([
      { op: "remove", path: "/recent/24" },
      { op: "add", path: "/recent/0", value: newer },
    ]);
    expect(patch.slice(2)).toHaveLength(24);
    expect(sizeOf(patch)).toBeLessThan(sizeOf(section(jobs)) / 4);
  });

  it("is never much longer than the fields that have changed", () => {
    const others = jobs.map((_one, n) => job(n + 100));
    expect(sectionPatch(section(jobs), section(others))).toEqual([{ op: "replace", path: "/recent", value: others }]);
  });
});
