import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wantedReplicas } from "./wanted-replicas.ts";

const bounds = { min: 1, max: 8 };
const wanted = (load: Partial<Parameters<typeof wantedReplicas>[0]>) =>
  wantedReplicas({ waiting: 0, running: 0, oldestWaitingSeconds: null, replicas: 2, ...load }, bounds, 30);

describe("the number of workers that an agent should have", () => {
  it("grows with how much longer than the target something has waited", () => {
    expect(wanted({ waiting: 20, running: 2, oldestWaitingSeconds: 31 })).toBe(3);
    expect(wanted({ waiting: 20, running: 2, oldestWaitingSeconds: 300 })).toBe(4);
    expect(wanted({ waiting: 20, running: 0, oldestWaitingSeconds: 300, replicas: 0 })).toBe(2);
  });

  it("is no larger than the work there is", () => {
    expect(wanted({ waiting: 1, running: 2, oldestWaitingSeconds: 300 })).toBe(3);
  });

  it("stays while work is begun in time", () => {
    expect(wanted({ waiting: 5, running: 2, oldestWaitingSeconds: 10 })).toBe(2);
    expect(wanted({ running: 2 })).toBe(2);
  });

  it("shrinks by one while some have nothing to do", () => {
    expect(wanted({ running: 1, replicas: 5 })).toBe(4);
    expect(wanted({ replicas: 1 })).toBe(1);
  });

  it("is within the bounds, whatever the load", () => {
    const count = fc.nat({ max: 200 });
    const load = fc.record({
      waiting: count,
      running: count,
      replicas: count,
      oldestWaitingSeconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
    });
    fc.assert(
      fc.property(load, fc.integer({ min: 1, max: 64 }), fc.nat({ max: 20 }), (seen, min, span) => {
        const result = wantedReplicas(seen, { min, max: min + span }, 30);
        expect(result).toBeGreaterThanOrEqual(min);
        expect(result).toBeLessThanOrEqual(min + span);
      }),
    );
  });
});
