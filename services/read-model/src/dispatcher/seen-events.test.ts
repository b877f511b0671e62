import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeenEvents, type EventStamp } from "./seen-events.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const event = (of: Partial<EventStamp>): EventStamp => ({
  id: "a",
  entity: "job",
  entityId: "1",
  version: 1,
  at: new Date(now).toISOString(),
  ...of,
});

/** A history: every entity's versions in order, some of them told by two events. */
const history = fc
  .array(fc.record({ entityId: fc.constantFrom("1", "2", "3"), twice: fc.boolean() }), { maxLength: 30 })
  .map((changes) => {
    const versions = new Map<string, number>();
    return changes.flatMap(({ entityId, twice }, index) => {
      const version = (versions.get(entityId) ?? 0) + 1;
      versions.set(entityId, version);
      return (twice ? ["a", "b"] : ["a"]).map((of) => event({ id: `${index}${of}`, entityId, version }));
    });
  });

describe("seen events", () => {
  it("are new once, in whatever order and however often they come", () => {
    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events]))),
        ([, delivered]) => {
          const seen = new SeenEvents();
          const told = delivered.filter((one) => seen.judge(one, now) === "new");
          expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
          for (const entityId of ["1", "2", "3"]) {
            const of = told.filter((one) => one.entityId === entityId).map(({ version }) => version);
            expect(of).toEqual(of.toSorted((a, b) => a - b));
            const heard = delivered.filter((one) => one.entityId === entityId).map(({ version }) => version);
            expect(of.at(-1)).toBe(heard.length > 0 ? Math.max(...heard) : undefined);
          }
        },
      ),
    );
  });

  it("of one change are all new, if they come in order", () => {
    fc.assert(
      fc.property(history, (events) => {
        const seen = new SeenEvents();
        expect(events.map((one) => seen.judge(one, now)).every((judged) => judged === "new")).toBe(true);
        // Told again from the start, nothing is new.
        expect(events.some((one) => seen.judge(one, now) === "new")).toBe(false);
      }),
    );
  });

  it("are no news when they are of long ago", () => {
    const seen = new SeenEvents();
    const days = event({ id: "b", version: 9, at: new Date(now - 3 * 86_400_000).toISOString() });
    expect(seen.judge(days, now)).toBe("old");
    expect(seen.judge(event({}), now)).toBe("new");
  });

  it("say why they are not told", () => {
    const seen = new SeenEvents();
    expect(seen.judge(event({ id: "b", version: 2 }), now)).toBe("new");
    expect(seen.judge(event({ id: "b", version: 2 }), now)).toBe("repeated");
    expect(seen.judge(event({ id: "a", version: 1 }), now)).toBe("overtaken");
  });

  it("are forgotten beyond a bound, the longest silent entity first", () => {
    const seen = new SeenEvents(2);
    for (const entityId of ["1", "2", "3"]) seen.judge(event({ id: entityId, entityId }), now);
    expect(seen.judge(event({ id: "3", entityId: "3" }), now)).toBe("repeated");
    expect(seen.judge(event({ id: "1", entityId: "1" }), now)).toBe("new");
  });
});
