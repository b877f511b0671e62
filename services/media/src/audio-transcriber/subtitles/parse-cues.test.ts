import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCues } from "./parse-cues.ts";

const lines = async (text: string): Promise<string[][]> => (await parseCues(text)).map((cue) => cue.lines);

describe("parseCues", () => {
  it("reads WebVTT with all its parts", async () => {
    const text = `WEBVTT - title\nKind: captions\n\nNOTE a\nnote\n\nSTYLE\n::cue { color: red }\n\nfirst\n00:01.000 --> 00:02.500 align:start\n<v Anna>Hello</v> <i>there</i> &amp; you.\n\n01:00:03.000 --> 01:00:04.000\n- Who?\n- Me!\n`;
    expect(await parseCues(text)).toEqual([
      { start: 1, end: 2.5, lines: ["Hello there & you."] },
      { start: 3603, end: 3604, lines: ["Who?", "Me!"] },
    ]);
  });

  it("reads SubRip with a byte order mark and Windows line ends", async () => {
    const text =
      "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}One <b>two</b>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nThree\r\n";
    expect(await parseCues(text)).toEqual([
      { start: 1, end: 2.5, lines: ["One two"] },
      { start: 3, end: 4, lines: ["Three"] },
    ]);
  });

  it("leaves out what nobody speaks", async () => {
    const text =
      "1\n00:00:01,000 --> 00:00:02,000\n[Music]\n\n2\n00:00:02,000 --> 00:00:03,000\n♪ (laughs) ♪\n\n3\n00:00:03,000 --> 00:00:04,000\n>> Well [sighs] yes\n";
    expect(await lines(text)).toEqual([["Well yes"]]);
  });

  it("takes each line of a rolling caption once", async () => {
    const text = `WEBVTT\n\n00:00.000 --> 00:02.000\nhello<00:00:00.500><c> big</c><00:00:01.000><c> world</c>\n\n00:02.000 --> 00:02.010\nhello big world\n\n00:02.010 --> 00:04.000\nhello big world\nhow<00:00:03.000><c> are you</c>\n`;
    expect(await lines(text)).toEqual([["hello big world"], ["how are you"]]);
  });

  it("leaves out cues that are malformed or run backwards, and keeps their neighbours", async () => {
    const text =
      "garbage\n\n1\n00:00:xx --> 00:00:02,000\nNo\n\n2\n00:00:09,000 --> 00:00:04,000\nNo\n\n3\n00:00:05,000 --> 00:00:06,000\nYes\n\n4\n00:00:07,000 -->\nNo\n";
    expect(await lines(text)).toEqual([["Yes"]]);
  });

  it("finds nothing in nothing", async () => {
    for (const text of ["", "WEBVTT", "\n\n\n", "not subtitles at all"]) expect(await parseCues(text)).toEqual([]);
  });

  it("gives times in order for any text", async () => {
    const part = fc.constantFrom(
      "WEBVTT",
      "\n",
      "\n\n",
      "00:01.000 --> 00:02.000",
      "1",
      "<i>",
      "{",
      "-->",
      "00:00:05,000 --> 00:00:01,000",
      "a b",
    );
    const any = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join("\n")),
    );
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        const cues = await parseCues(text);
        for (const { start, end } of cues) expect(end).toBeGreaterThan(start);
        expect(cues).toEqual(cues.toSorted((a, b) => a.start - b.start));
      }),
    );
  });
});
