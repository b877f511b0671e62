import * as fc from "fast-check";
import { expect, it } from "vitest";
import { TransferRate } from "./transfer-rate.ts";

it("says nothing before it has seen enough", () => {
  const rate = new TransferRate();
  rate.add(0, 0);
  rate.add(1000, 5_000_000);
  expect(rate.bytesPerSecond()).toBeNull();
  rate.add(2000, 10_000_000);
  expect(rate.bytesPerSecond()).toBe(5_000_000);
});

it("finds any steady speed, and forgets an older one", () => {
  const speed = fc.integer({ min: 1000, max: 1e8 });
  fc.assert(
    fc.property(speed, speed, (before, now) => {
      const rate = new TransferRate({ windowMs: 8000 });
      let bytes = 0;
      for (let at = 0; at <= 40_000; at += 500) {
        rate.add(at, bytes);
        bytes += (at < 20_000 ? before : now) / 2;
      }
      expect(rate.bytesPerSecond()).toBeCloseTo(now, -1);
    }),
  );
});

it("never gives a negative speed or infinity, whatever comes", () => {
  const samples = fc.array(fc.tuple(fc.nat(3000), fc.nat(1e9)), { maxLength: 50 });
  const speeds = samples.map((steps) => {
    const rate = new TransferRate();
    let at = 0;
    return steps.map(([later, bytes]) => {
      at += later;
      rate.add(at, bytes);
      return rate.bytesPerSecond() ?? 1;
    });
  });
  const plausible = (speed: number) => speed > 0 && Number.isFinite(speed);
  expect(() => fc.assert(fc.property(speeds, (seen) => seen.every(plausible)))).not.toThrow();
});
