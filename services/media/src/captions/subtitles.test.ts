import { expect, it } from "vitest";
import { writeSrt, writeVtt } from "./subtitles.ts";

const words = "Profit & loss <b> are not --> the same.".split(" ").map((text, i) => ({
  text,
  start: 1 + i * 0.3,
  end: 1.25 + i * 0.3,
}));
const later = [{ text: "Really?", start: 3723.5, end: 3724 }];

it("writes SubRip with numbered cues, commas in its times and no arrow in its text", () => {
  expect(writeSrt([...words, ...later])).toBe(
    "1\n00:00:01,000 --> 00:00:04,150\nProfit & loss <b> are not → the same.\n\n" +
      "2\n01:02:03,500 --> 01:02:04,500\nReally?\n",
  );
});

it("writes WebVTT with what would be mark-up escaped", () => {
  expect(writeVtt(words)).toBe(
    "WEBVTT\n\n00:00:01.000 --> 00:00:04.150\nProfit &amp; loss &lt;b&gt; are not --&gt; the same.\n",
  );
});
