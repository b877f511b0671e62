import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filler, strongPassage, talkOf, type Said } from "../../tests/talk.ts";
import { detectMoments, type Judge, type Measured } from "./detect.ts";
import type { Wish } from "./proposal.ts";

const wish: Wish = { count: 6, minSeconds: 15, maxSeconds: 60 };

function each<T>(seconds: number, value: T): T[] {
  return Array.from({ length: seconds }, () => value);
}

function measuredTalk(said: readonly Said[], over: Partial<Measured> = {}): Measured & { end: number } {
  const transcript = talkOf(said);
  const end = (transcript.words.at(-1)?.end ?? 0) + 1;
  const seconds = Math.ceil(end);
  return {
    transcript,
    loudness: Array.from({ length: seconds }, (_, i) => -22 + (i % 3) * 0.3),
    motion: each(seconds, 0.5),
    edges: { padding: 0.25, fps: 30, duration: end, cuts: [] },
    end,
    ...over,
  };
}

function detect(measured: Measured, asked = wish, judge: Judge | null = null) {
  return detectMoments(measured, asked, 20, judge);
}

describe("moments of a talk", () => {
  const talk = measuredTalk([...filler(50), ...strongPassage, ...filler(50, 7)]);
  const planted = { start: talk.transcript.sentences[50]?.start ?? 0, end: talk.transcript.sentences[55]?.end ?? 0 };

  it("put a strong passage first and say what made it so", async () => {
    const [first] = await detect(talk);
    expect(first?.start).toBeGreaterThan(planted.start - 0.3);
    expect(first?.start).toBeLessThanOrEqual(planted.start);
    expect(first?.end).toBeLessThan(planted.end + 6);
    expect(first?.title).toBe("Why do ninety percent of startups fail in their first year?");
    const reasons = first?.reasons.join("\n");
    expect(reasons).toContain("Opens with a question: “Why do ninety percent of startups fail in their first year?”");
    expect(reasons).toContain("“ninety percent”");
    expect(reasons).toMatch(/“two million dollars”/);
  });

  it("find it too where the transcript has neither marks nor capitals", async () => {
    const plain = (text: string): string => text.toLowerCase().replace(/[.,?:]/g, "");
    const said = [...filler(50), ...strongPassage, ...filler(50, 7)].map((s) => ({ ...s, text: plain(s.text) }));
    const [first] = await detect(measuredTalk(said));
    expect(Math.abs((first?.start ?? 0) - planted.start)).toBeLessThan(0.3);
    expect(first?.reasons[0]).toContain("Opens with a question: “why do ninety percent");
    expect(first?.title).toBe("Why do ninety percent of startups fail in their first year");
  });

  it("are told by how much a passage is louder and faster", async () => {
    const loudness = talk.loudness.map((level, s) =>
      s >= planted.start && s < planted.end ? (level ?? 0) + 6 : level,
    );
    const [first] = await detect({ ...talk, loudness });
    expect(first?.reasons.join("\n")).toMatch(/\b[56]\.\d dB louder than the rest/);
    const rates = talkOf([...filler(40), ...filler(5, 3).map((s) => ({ ...s, wordsPerSecond: 4 })), ...filler(40)]);
    const [fast] = await detect({ ...talk, transcript: rates });
    expect(fast?.reasons.join("\n")).toMatch(/Spoken [3-7]\d % faster than the rest/);
  });

  it("are six in ten minutes, from fifteen to sixty seconds, without overlap, the best first", async () => {
    const found = await detect(talk);
    expect(found).toHaveLength(6);
    for (const one of found) {
      expect(one.end - one.start).toBeGreaterThanOrEqual(15);
      expect(one.end - one.start).toBeLessThanOrEqual(60);
      expect(one.reasons.length).toBeGreaterThan(0);
      expect(one.title).toMatch(/^\p{Lu}.{4,60}$/u);
    }
    expect(found.map((one) => one.score)).toEqual(found.map((one) => one.score).toSorted((a, b) => b - a));
    const byTime = found.toSorted((a, b) => a.start - b.start);
    byTime.slice(1).forEach((one, i) => expect(one.start).toBeGreaterThanOrEqual(byTime[i]?.end ?? 0));
  });

  it("say so where nothing stands out", async () => {
    const same = measuredTalk(
      Array.from({ length: 40 }, () => ({ text: "We then looked at the next page of the same report." })),
    );
    const found = await detect(same);
    expect(
      found.some((one) =>
        one.reasons.includes("An even passage: nothing in it stands out from the rest of the video."),
      ),
    ).toBe(true);
  });

  it("never cut a word, begin and end on frames, and keep the limits, for any speech", async () => {
    const sentences = fc.array(
      fc.record({
        text: fc.constantFrom(
          ...filler(8).map((s) => s.text),
          ...strongPassage.map((s) => s.text),
          "Yes.",
          "So, no, well",
        ),
        wordsPerSecond: fc.double({ min: 1.5, max: 5, noNaN: true }),
        pauseAfter: fc.oneof(
          fc.constant(0),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 40, noNaN: true }),
        ),
      }),
      { minLength: 3, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        sentences,
        fc.integer({ min: 5, max: 30 }),
        fc.integer({ min: 15, max: 60 }),
        async (said, min, more) => {
          const measured = measuredTalk(said);
          fc.pre(measured.end > min + 1);
          const { words } = measured.transcript;
          for (const one of await detect(measured, { count: 4, minSeconds: min, maxSeconds: min + more })) {
            const frame = 1 / 30 + 1e-6;
            expect(one.start).toBeGreaterThanOrEqual(0);
            expect(one.end).toBeLessThanOrEqual(measured.end + 1e-6);
            expect(one.end - one.start).toBeGreaterThanOrEqual(min - 1e-6);
            expect(one.end - one.start).toBeLessThanOrEqual(min + more + 1e-6);
            for (const edge of [one.start, one.end])
              expect(Math.abs(edge * 30 - Math.round(edge * 30))).toBeLessThan(1e-4);
            for (const word of words) {
              const cut = (edge: number): boolean => edge > word.start + frame && edge < word.end - frame;
              expect(cut(one.start) || cut(one.end)).toBe(false);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are of one exact length where that is asked for, from the start of a sentence", async () => {
    const talk20 = measuredTalk(filler(20));
    const found = await detect(talk20, { count: 3, minSeconds: 20, maxSeconds: 20 });
    expect(found).toHaveLength(3);
    for (const one of found) expect(one.end - one.start).toBeCloseTo(20, 3);
  });

  it("take no longer than their number for four hours of speech", async () => {
    const hours = Array.from({ length: 28 }, (_, i) => [...filler(90, i), ...strongPassage]).flat();
    const found = await detect(measuredTalk(hours), { count: 20, minSeconds: 5, maxSeconds: 180 });
    expect(found).toHaveLength(20);
    for (const one of found.slice(0, 5)) expect(one.reasons[0]).toContain("Opens with a question");
  });
});

describe("the judge", () => {
  const talk = measuredTalk([...filler(50), ...strongPassage, ...filler(50, 7)]);

  it("sees a shortlist of different passages and its scores decide", async () => {
    let seen = 0;
    const judge: Judge = {
      shortlist: 12,
      judge: async (proposals) => {
        seen = proposals.length;
        return proposals.map((p, i) => ({ ...p, score: i === 5 ? 99 : 30 }));
      },
    };
    const found = await detect(talk, wish, judge);
    expect(seen).toBe(12);
    expect(found[0]?.score).toBe(99);
  });
});

describe("without speech", () => {
  const silent = (seconds: number, over: Partial<Measured> = {}): Measured => ({
    transcript: { language: null, words: [], sentences: [], silences: [{ start: 0, end: seconds }] },
    loudness: each(seconds, null),
    motion: each(seconds, 0),
    edges: { padding: 0.25, fps: 25, duration: seconds, cuts: [] },
    ...over,
  });

  it("nothing to hear and nothing that moves is no moment", async () => {
    await expect(detect(silent(120))).rejects.toMatchObject({ code: "NO_MOMENTS" });
    await expect(detect(silent(8))).rejects.toMatchObject({ code: "NO_MOMENTS" });
  });

  it("cuts give clips that begin and end on them", async () => {
    const cuts = [10, 28, 47, 66, 90, 100];
    const found = await detect(silent(120, { edges: { padding: 0.25, fps: 25, duration: 120, cuts } }));
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const one of found) {
      expect([0, ...cuts, 120].some((cut) => Math.abs(cut - one.start) < 0.05)).toBe(true);
      expect(one.reasons.join(" ")).toContain("No speech was found here");
    }
  });

  it("movement alone gives clips, never the whole video", async () => {
    const found = await detect(
      silent(200, { motion: Array.from({ length: 200 }, (_, s) => (s > 100 && s < 140 ? 6 : 1)) }),
    );
    expect(found[0]?.start).toBeGreaterThan(85);
    expect(found[0]?.end).toBeLessThan(160);
    expect(found[0]?.title).toMatch(/^Lively passage at (1:4|2:0)0$/);
    for (const one of found) expect(one.end - one.start).toBeLessThanOrEqual(60);
  });

  it("the loudest passage comes first", async () => {
    const loudness = Array.from({ length: 240 }, (_, s) => (s >= 150 && s < 180 ? -12 : -30));
    const [first] = await detect(silent(240, { loudness }));
    expect(first?.title).toMatch(/^Loud passage at 2:/);
    expect(first?.reasons[0]).toMatch(/^\d+\.\d dB louder than the rest/);
  });

  it("fills up a video with little speech, behind what is said", async () => {
    const talk = talkOf(filler(5));
    const found = await detect(silent(300, { transcript: talk, motion: each(300, 2) }));
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((one) => one.text !== "")).toHaveLength(1);
  });
});

describe("a short video", () => {
  const short = (seconds: number) => ({
    ...measuredTalk(filler(2)),
    edges: { padding: 0.25, fps: 30, duration: seconds, cuts: [] },
  });

  it("is one moment, and the reason says so", async () => {
    const found = await detect(short(10.4));
    expect(found).toMatchObject([{ start: 0, end: 10.4 }]);
    expect(found[0]?.reasons[0]).toContain("only 10 s long");
  });

  it("is refused below five seconds", async () => {
    await expect(detect(short(4))).rejects.toMatchObject({ code: "VIDEO_TOO_SHORT" });
  });
});
