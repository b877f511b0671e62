import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachPiece } from "./each-piece.ts";
import { LevelMeter, levelRate, sampleRate } from "./level-meter.ts";
import { cutIntoPieces } from "./pieces.ts";
import { findSilences, isSilent, type Stretch } from "./silences.ts";

/** Sound of given loudness: seconds and amplitude (0–1) in turn, as a square wave. */
function wave(...parts: [seconds: number, amplitude: number][]): Buffer {
  const samples = parts.flatMap(([seconds, amplitude]) =>
    Array.from({ length: seconds * sampleRate }, (_, at) => Math.round((at % 20 < 10 ? 1 : -1) * amplitude * 32_767)),
  );
  return Buffer.from(Int16Array.from(samples).buffer);
}

function levelsOf(bytes: Buffer): Uint8Array {
  const meter = new LevelMeter();
  meter.add(bytes);
  return meter.levels();
}

describe("LevelMeter", () => {
  it("tells decibels per 10 ms, however the sound is cut", () => {
    const bytes = wave([0.5, 1], [0.5, 0.1], [0.5, 0]);
    const whole = levelsOf(bytes);
    expect([whole[0], whole[70], whole[120]]).toEqual([0, 40, 255]);
    expect(whole).toHaveLength(1.5 * levelRate);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
        const meter = new LevelMeter();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        for (const [index, edge] of edges.entries()) meter.add(bytes.subarray(edges[index - 1] ?? 0, edge));
        expect(meter.levels()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});

describe("findSilences", () => {
  it("finds pauses in a clean and in a noisy recording", () => {
    for (const noise of [0, 0.01]) {
      const levels = levelsOf(wave([1, noise], [2, 0.3], [0.5, noise], [2, 0.2], [0.06, noise], [1, 0.3], [1, noise]));
      const found = findSilences(levels).map(({ start, end }) =>
        [start, end].map((time) => Math.round(time * 10) / 10),
      );
      expect(found).toEqual([
        [0, 1],
        [3, 3.5],
        [6.6, 7.6],
      ]);
    }
  });

  it("finds none where sound never stops, and one where there is none", () => {
    expect(findSilences(levelsOf(wave([3, 0.3])))).toEqual([]);
    expect(isSilent(levelsOf(wave([3, 0.3])))).toBe(false);
    expect(findSilences(levelsOf(wave([3, 0.0001])))).toEqual([{ start: 0, end: 3 }]);
    expect(isSilent(levelsOf(wave([3, 0.0001])))).toBe(true);
    expect(findSilences(new Uint8Array())).toEqual([]);
  });
});

describe("cutIntoPieces", () => {
  it("cuts at the longest silence and leaves long ones out", () => {
    const silences = [
      { start: 14, end: 14.2 },
      { start: 16, end: 17 },
      { start: 30, end: 40 },
    ];
    expect(cutIntoPieces(50, silences, { maxSeconds: 20, breakAt: 3 })).toEqual([
      { start: 0, end: 16.5 },
      { start: 16.5, end: 30.2 },
      { start: 39.8, end: 50 },
    ]);
  });

  it("covers every sounding moment once, in order, in pieces that are short enough", () => {
    const edges = fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        edges,
        fc.integer({ min: 10, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (edgeTimes, maxSeconds, breakAt) => {
          const sorted = edgeTimes.toSorted((a, b) => a - b).map((time) => time / 10);
          const silences: Stretch[] = [];
          for (let at = 0; at + 1 < sorted.length; at += 2)
            silences.push({ start: sorted[at] ?? 0, end: sorted[at + 1] ?? 0 });
          const pieces = cutIntoPieces(300, silences, { maxSeconds, breakAt });
          let last = 0;
          for (const { start, end } of pieces) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end - start).toBeLessThanOrEqual(maxSeconds + 1e-9);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(300);
          const within = (stretches: Stretch[], time: number): boolean =>
            stretches.some(({ start, end }) => time >= start && time <= end);
          const times = Array.from({ length: 3000 }, (_, index) => (index + 0.5) / 10);
          expect(times.filter((time) => !within(silences, time) && !within(pieces, time))).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("eachPiece", () => {
  const pieces = [1, 2, 3, 4, 5].map((start) => ({ start, end: start + 1 }));

  it("keeps the order and works on no more than allowed at once", async () => {
    let [running, most] = [0, 0];
    const shares: number[] = [];
    const results = await eachPiece(
      pieces,
      2,
      (share) => shares.push(share),
      async ({ start }, index) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 10 - index));
        running -= 1;
        return start;
      },
    );
    expect(results).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
    expect(shares).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });

  it("ends with the first failure", async () => {
    const run = eachPiece(
      pieces,
      1,
      () => {},
      async (_piece, index) => {
        if (index === 1) throw new Error("no");
      },
    );
    await expect(run).rejects.toThrow("no");
  });
});
