import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Stretch } from "../sound/silences.ts";
import { arbitraryWords } from "./arbitrary-words.ts";
import { clipToSound } from "./clip-to-sound.ts";
import { punctuate } from "./punctuate.ts";
import { spreadWords } from "./spread-words.ts";
import { tidyWords } from "./tidy-words.ts";

const word = (text: string, start: number, end: number): Word => ({ text, start, end, confidence: null });

/** Silences in order, apart from each other, within 100 s. */
const silences: fc.Arbitrary<Stretch[]> = fc
  .uniqueArray(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 40 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, at) => ({
      start: edges[2 * at] ?? 0,
      end: edges[2 * at + 1] ?? 0,
    })),
  );

function expectOrder(words: readonly Word[], seconds: number): void {
  let at = 0;
  for (const { start, end } of words) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    at = end;
  }
  expect(at).toBeLessThanOrEqual(seconds);
}

describe("tidyWords", () => {
  it("sorts, trims, and drops what is empty or beyond the end", () => {
    const words = [
      word(" b ", 2, 3),
      word("a", 1, 2.5),
      word(" ", 3, 4),
      word("late", 11, 12),
      word("nan", Number.NaN, 1),
    ];
    expect(tidyWords(words, 10)).toEqual([word("a", 1, 2), word("b", 2, 3)]);
  });

  it("leaves words in order and without overlap, whatever an engine gave", () => {
    const time = fc.double({ min: -5, max: 120, noNaN: false });
    const any = fc.array(fc.record({ text: fc.string(), start: time, end: time, confidence: fc.constant(null) }));
    fc.assert(
      fc.property(any, (words) => {
        const tidy = tidyWords(words, 100);
        expectOrder(tidy, 100);
        expect(tidy.length).toBeLessThanOrEqual(words.length);
      }),
    );
  });

  it("changes nothing about words that are in order", () => {
    fc.assert(
      fc.property(arbitraryWords, (words) => {
        expect(tidyWords(words, (words.at(-1)?.end ?? 0) + 1)).toEqual(words);
      }),
    );
  });
});

describe("clipToSound", () => {
  it("takes the silence off both edges", () => {
    const quiet = [
      { start: 0, end: 1.2 },
      { start: 1.8, end: 3 },
    ];
    expect(clipToSound([word("a", 1, 2)], quiet)).toEqual([word("a", 1.2, 1.8)]);
  });

  it("leaves a word that would vanish", () => {
    expect(clipToSound([word("a", 1, 2)], [{ start: 0.5, end: 2.5 }])).toEqual([word("a", 1, 2)]);
  });

  it("only ever shortens, and keeps the order", () => {
    fc.assert(
      fc.property(arbitraryWords, silences, (words, quiet) => {
        const clipped = clipToSound(words, quiet);
        expectOrder(clipped, words.at(-1)?.end ?? 0);
        for (const [index, { start, end }] of clipped.entries()) {
          expect(start).toBeGreaterThanOrEqual(words[index]?.start ?? 0);
          expect(end).toBeLessThanOrEqual(words[index]?.end ?? 0);
        }
      }),
    );
  });
});

describe("spreadWords", () => {
  it("gives time by letters, and none to silence", () => {
    const words = spreadWords("abc abc", { start: 10, end: 14 }, [{ start: 11, end: 13 }]);
    expect(words).toEqual([word("abc", 10, 11), word("abc", 13, 14)]);
  });

  it("keeps every word of the line in order within the line", () => {
    const line = fc.record({
      start: fc.double({ min: 0, max: 90, noNaN: true }),
      length: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    const said = fc.array(fc.constantFrom("so", "yes!", "extraordinary", "—", "42"), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(said, line, silences, (texts, { start, length }, quiet) => {
        const words = spreadWords(texts.join("  "), { start, end: start + length }, quiet);
        expect(words.map(({ text }) => text)).toEqual(texts);
        for (const [index, { start: from, end }] of words.entries()) {
          expect(from).toBeGreaterThanOrEqual((words[index - 1]?.end ?? start) - 1e-6);
          expect(end).toBeGreaterThanOrEqual(from);
          expect(end).toBeLessThanOrEqual(start + length + 1e-6);
        }
      }),
    );
  });
});

describe("punctuate", () => {
  it("takes case and marks from the text, and skips what does not match", () => {
    const words = ["hello", "world", "um", "its", "me"].map((text, at) => word(text, at, at + 1));
    expect(punctuate(words, "Hello, World! It's me.").map(({ text }) => text)).toEqual([
      "Hello,",
      "World!",
      "um",
      "It's",
      "me.",
    ]);
  });
});
