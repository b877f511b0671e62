import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import * as fc from "fast-check";

const text = fc.constantFrom(
  "so",
  "we",
  "i",
  "i'm",
  "Mr.",
  "know.",
  "why?",
  "yes,",
  "3.14",
  "“go!”",
  "nächste",
  "好。",
);

/** Words as a sound engine gives them: in order, some touching, some after long pauses. */
export const arbitraryWords: fc.Arbitrary<Word[]> = fc
  .array(
    fc.record({
      text,
      gap: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true })),
      length: fc.double({ min: 0.02, max: 2, noNaN: true }),
    }),
    { maxLength: 200 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ text: spoken, gap, length }) => {
      const start = at + gap;
      at = start + length;
      return { text: spoken, start, end: at, confidence: null };
    });
  });
