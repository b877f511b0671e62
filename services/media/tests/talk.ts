import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";

export type Said = { text: string; wordsPerSecond?: number; pauseAfter?: number };

/** A transcript of sentences said one after the other, each word as long as its share of the rate. */
export function talkOf(sentences: readonly Said[], startAt = 0.4): Transcript {
  const transcript: Transcript = { language: "en", words: [], sentences: [], silences: [] };
  let t = startAt;
  for (const { text, wordsPerSecond = 2.4, pauseAfter = 0.5 } of sentences) {
    const first = transcript.words.length;
    const start = t;
    for (const said of text.split(" ")) {
      transcript.words.push({ text: said, start: t, end: t + 0.9 / wordsPerSecond, confidence: null });
      t += 1 / wordsPerSecond;
    }
    const end = transcript.words.at(-1)?.end ?? t;
    transcript.sentences.push({ text, start, end, first, last: transcript.words.length - 1 });
    transcript.silences.push({ start: end, end: end + pauseAfter });
    t = end + pauseAfter;
  }
  return transcript;
}

const openers = [
  "We then looked at",
  "After that we had",
  "There was also",
  "They talked about",
  "Somebody mentioned",
  "It went on with",
];
const things = [
  "the garden fence",
  "the weekly meeting",
  "a table in the office",
  "the usual report",
  "some old paper",
  "the corner shop",
];
const ends = [
  "and nothing came of it",
  "as we do on most days",
  "in the same way as before",
  "for a while in the afternoon",
  "like the other times",
];

/** Dull sentences of about five seconds, each a little different. */
export function filler(count: number, seed = 0): Said[] {
  return Array.from({ length: count }, (_, i) => {
    const k = i + seed;
    return {
      text: `${openers[k % openers.length]} ${things[(k * 5 + 1) % things.length]} ${ends[(k * 3 + 2) % ends.length]}.`,
    };
  });
}

/** A passage that a creator would pick: a question, a number, a contrast, said faster. About thirty seconds. */
export const strongPassage: Said[] = [
  { text: "Why do ninety percent of startups fail in their first year?", wordsPerSecond: 3.2, pauseAfter: 0.4 },
  { text: "Everyone thinks it is money, but the truth is that founders never talk to customers.", wordsPerSecond: 3.2 },
  { text: "I lost two million dollars because I made that mistake myself.", wordsPerSecond: 3.2 },
  { text: "My investors shouted at me, my best engineer quit, and the biggest client laughed.", wordsPerSecond: 3.2 },
  {
    text: "So here is the secret that saved the company: call ten customers before you write one line of code.",
    wordsPerSecond: 3.2,
  },
  {
    text: "If you remember only one rule from this talk, remember to ask, listen, and charge money on day one.",
    wordsPerSecond: 3.2,
  },
];
