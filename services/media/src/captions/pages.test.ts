import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepsOf } from "./highlight.ts";
import { captionLayout } from "./layout.ts";
import { layPages, widthOf } from "./pages.ts";
import { wordsOfClip } from "./timed-words.ts";

const { pages: rules } = captionLayout(720, 1280);

/** Speech: words of any writing with a gap before each, now and then a long one. */
const speech = fc
  .array(
    fc.record({
      text: fc.oneof(
        fc.constantFrom(
          "a",
          "the",
          "money,",
          "startups",
          "fail?",
          "Donaudampfschifffahrtsgesellschaft",
          "再",
          "مرحبا",
          "🎉",
          "{\\b1}",
        ),
        fc.string({ minLength: 1, maxLength: 12 }),
      ),
      gap: fc.oneof(fc.double({ min: 0, max: 0.2, noNaN: true }), fc.double({ min: 0, max: 4, noNaN: true })),
      length: fc.double({ min: 0.04, max: 1.2, noNaN: true }),
    }),
    { maxLength: 60 },
  )
  .map((parts) => {
    let t = 0;
    return parts.map(({ text, gap, length }) => {
      const start = t + gap;
      t = start + length;
      return { text, start, end: t, confidence: null };
    });
  });

describe("caption pages", () => {
  it("show each word once, in order, and never before it is spoken", () => {
    fc.assert(
      fc.property(speech, fc.double({ min: 0, max: 10, noNaN: true }), (words, from) => {
        const clip = wordsOfClip(words, from, from + 40);
        const pages = layPages(clip, rules);
        expect(pages.flatMap((page) => page.lines.flat())).toEqual(clip);
        for (const page of pages) {
          expect(page.start).toBe(page.lines.flat()[0]?.start);
          for (const word of page.lines.flat()) expect(page.end).toBeGreaterThanOrEqual(word.start);
        }
        pages.slice(1).forEach((page, i) => expect(page.start).toBeGreaterThanOrEqual(pages[i]?.end ?? 0));
      }),
    );
  });

  it("light each word up within 100 ms of its being spoken, one step after the other without a gap", () => {
    fc.assert(
      fc.property(speech, (words) => {
        const clip = wordsOfClip(words, 0, 1000);
        const spoken = words.filter((word) => word.text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, "") !== "");
        const lit: number[] = [];
        for (const page of layPages(clip, rules)) {
          const steps = stepsOf(page);
          steps.forEach((step, i) => {
            for (let k = step.active.first; k <= step.active.last; k += 1) lit.push(step.start);
            expect(step.end).toBe(steps[i + 1]?.start ?? page.end);
          });
        }
        expect(lit).toHaveLength(spoken.length);
        spoken.forEach((word, i) => {
          expect(Math.abs((lit[i] ?? 0) - word.start)).toBeLessThanOrEqual(0.1);
          expect(lit[i]).toBeGreaterThanOrEqual(word.start);
        });
      }),
    );
  });

  it("keep to two lines of the frame's width and four words, and break at pauses and sentence ends", () => {
    fc.assert(
      fc.property(speech, (words) => {
        for (const page of layPages(wordsOfClip(words, 0, 1000), rules)) {
          expect(page.lines.length).toBeLessThanOrEqual(2);
          const all = page.lines.flat();
          // A single word may be wider: it is drawn smaller.
          const widest = all.length > 1 ? Math.max(...page.lines.map(widthOf)) : 0;
          expect(widest).toBeLessThanOrEqual(rules.lineWidth);
          all.slice(1).forEach((word, i) => {
            const before = all[i];
            expect(word.start - (before?.end ?? 0)).toBeLessThan(rules.pause);
            // Only what was over at once is shown together with the next sentence.
            const ended = /[a-z][.!?]$/.test(before?.text ?? "") && word.start - (all[0]?.start ?? 0) >= 0.5;
            expect(ended).toBe(false);
          });
        }
      }),
    );
  });

  it("leave no single word over at the end of a sentence", () => {
    const texts = "one two three four five".split(" ");
    const words = texts.map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.28 }));
    expect(layPages(words, rules).map((page) => page.lines.flat().length)).toEqual([3, 2]);
  });

  it("keep a sentence that is over at once together with the next", () => {
    const words = "Yes. That is it.".split(" ").map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.28 }));
    expect(layPages(words, rules)).toHaveLength(1);
    const slower = words.map((word) => ({ ...word, start: word.start * 2, end: word.end * 2 }));
    expect(layPages(slower, rules)).toHaveLength(2);
  });

  it("put words that an engine gives one time a picture apart", () => {
    const same = ["a", "b", "c"].map((text) => ({ text, start: 1, end: 1, confidence: null }));
    expect(wordsOfClip(same, 0, 5).map((word) => word.start)).toEqual([1, 1.04, 1.08]);
  });

  it("take a word that the clip's edge divides where most of it lies", () => {
    const words = [
      { text: "before", start: 0.5, end: 1.1, confidence: null },
      { text: "in", start: 1.1, end: 1.5, confidence: null },
      { text: "over", start: 1.9, end: 2.2, confidence: null },
    ];
    expect(wordsOfClip(words, 1, 2).map((word) => word.text)).toEqual(["in"]);
    expect(wordsOfClip(words, 1, 2.1)).toMatchObject([{ text: "in" }, { text: "over", end: 1.1 }]);
  });
});
