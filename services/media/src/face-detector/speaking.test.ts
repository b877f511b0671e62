import { describe, expect, it } from "vitest";
import { decideSpeakers } from "./speaking.ts";

const step = 0.08;
const steps = (seconds: number): number => Math.round(seconds / step);
/** A mouth that moves within the given seconds, and trembles a little otherwise. */
const mouth = (seconds: number, from: number, to: number, strength = 0.4) =>
  Array.from({ length: steps(seconds) }, (_, k) =>
    k * step >= from && k * step < to ? strength * (k % 2) : 0.01 * Math.sin(k * 7),
  );
const sound = (seconds: number, ...parts: [number, number][]) =>
  Array.from({ length: steps(seconds) }, (_, k) =>
    parts.some(([from, to]) => k * step >= from && k * step < to) ? -18 : -70,
  );

describe("decideSpeakers", () => {
  it("tells who of two speaks when, also when one mouth moves less", () => {
    const [one, other] = decideSpeakers(
      [mouth(12, 1, 5), mouth(12, 6, 11, 0.2)],
      sound(12, [1, 5], [6, 11]),
      step,
      100,
    );
    expect(one).toHaveLength(1);
    expect(other).toHaveLength(1);
    expect(one?.[0]?.start).toBeGreaterThan(100.3);
    expect(one?.[0]?.end).toBeLessThan(106);
    expect(Math.abs((other?.[0]?.start ?? 0) - 106)).toBeLessThan(0.8);
    expect(Math.abs((other?.[0]?.end ?? 0) - 111)).toBeLessThan(0.8);
  });

  it("does not take a mouth that moves without a sound for speech", () => {
    const speakers = decideSpeakers([mouth(10, 0, 10), mouth(10, 4, 8)], sound(10, [4, 8]), step, 0);
    expect(speakers[0]).toEqual([]);
    expect(speakers[1]).toHaveLength(1);
  });

  it("keeps a speaker through a short pause", () => {
    const speaks = mouth(10, 1, 9).map((value, k) => (k * step > 4 && k * step < 5 ? 0 : value));
    const [stretches] = decideSpeakers([speaks, mouth(10, 20, 21)], sound(10, [1, 4], [5, 9]), step, 0);
    expect(stretches).toHaveLength(1);
  });

  it("names nobody where it is silent, and copes with faces that are not seen", () => {
    expect(decideSpeakers([mouth(5, 0, 5), mouth(5, 0, 5)], sound(5), step, 0)).toEqual([[], []]);
    const unseen = Array.from({ length: steps(5) }, () => null);
    expect(decideSpeakers([unseen, unseen], sound(5, [1, 4]), step, 0)).toEqual([[], []]);
  });
});
