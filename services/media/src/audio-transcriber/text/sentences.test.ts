import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryWords } from "./arbitrary-words.ts";
import { buildSentences } from "./sentences.ts";

/** Words of 0.3 s; a number is a pause of so many seconds before the next word. */
function spoken(...parts: (string | number)[]): Word[] {
  let at = 0;
  return parts.flatMap((part) => {
    if (typeof part === "number") at += part;
    else return part.split(" ").map((text) => ({ text, start: at, end: (at += 0.3), confidence: null }));
    return [];
  });
}

const texts = (words: Word[]): string[] => buildSentences(words).map(({ text }) => text);

describe("buildSentences", () => {
  it("ends bare words at pauses, and capitalises", () => {
    const words = spoken("so i thought", 0.4, "i'm done", 0.6, "why not");
    expect(texts(words)).toEqual(["So I thought I'm done", "Why not"]);
    expect(words[1]?.text).toBe("i");
  });

  it("ends punctuated words at their marks, not at short pauses", () => {
    const words = spoken("I met Dr. Smith in", 0.8, "St. Louis at 3.30 today. “Why?” he asked.", 2, "and so");
    expect(texts(words)).toEqual(["I met Dr. Smith in St. Louis at 3.30 today.", "“Why?”", "He asked.", "And so"]);
  });

  it("cuts what never ends at its longest gap", () => {
    const words = spoken(
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    );
    const long = [...words, ...words.map((word) => ({ ...word, start: word.start + 5, end: word.end + 5 }))];
    expect(buildSentences(long).map(({ last }) => last)).toEqual([15, 31]);
  });

  it("gives nothing for nothing", () => expect(buildSentences([])).toEqual([]));

  it("puts every word in exactly one short sentence, in order", () => {
    fc.assert(
      fc.property(arbitraryWords, (words) => {
        const sentences = buildSentences(words);
        const covered = sentences.flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        expect(covered).toEqual(words.map((_, index) => index));
        for (const { first, last, start, end, text } of sentences) {
          expect([start, end]).toEqual([words[first]?.start, words[last]?.end]);
          expect(text.split(" ")).toHaveLength(last - first + 1);
          expect(last - first + 1).toBeLessThanOrEqual(30);
          expect(last === first || end - start <= 15).toBe(true);
        }
      }),
    );
  });
});
