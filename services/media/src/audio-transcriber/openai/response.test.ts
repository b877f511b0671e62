import { describe, expect, it } from "vitest";
import { languageCode } from "./language-code.ts";
import { transcriptionResponse, wordsOf } from "./response.ts";

const piece = { start: 100, end: 110 };
const read = (answer: unknown) => wordsOf(transcriptionResponse.parse(answer), piece, []);

describe("wordsOf", () => {
  it("takes told words, with the marks of the text and the certainty of their segment", () => {
    const words = read({
      text: "Hello, world.",
      language: "english",
      words: [
        { word: "hello", start: 0.5, end: 0.9 },
        { word: "world", start: 1, end: 1.5 },
      ],
      segments: [{ text: " Hello, world.", start: 0, end: 2, avg_logprob: -0.1, no_speech_prob: 0.01 }],
    });
    expect(words).toEqual([
      { text: "Hello,", start: 100.5, end: 100.9, confidence: Math.exp(-0.1) },
      { text: "world.", start: 101, end: 101.5, confidence: Math.exp(-0.1) },
    ]);
  });

  it("puts the tokens of a whisper.cpp server together", () => {
    const words = read({
      text: " Hello wonderful",
      segments: [
        {
          text: " Hello wonderful",
          start: 0,
          end: 2,
          words: [
            { word: "[_BEG_]", start: 0, end: 0, probability: 1 },
            { word: " Hello", start: 0.1, end: 0.5, probability: 0.9 },
            { word: " wonder", start: 0.6, end: 1, probability: 0.8 },
            { word: "ful", start: 1, end: 1.2, probability: 0.7 },
          ],
        },
      ],
    });
    expect(words).toEqual([
      { text: "Hello", start: 100.1, end: 100.5, confidence: 0.9 },
      { text: "wonderful", start: 100.6, end: 101.2, confidence: 0.7 },
    ]);
  });

  it("spreads the words of segments, and those of the text where nothing else is told", () => {
    const segments = [{ text: " One two", start: 2, end: 4 }];
    expect(read({ text: "One two", segments }).map(({ text, start, end }) => [text, start, end])).toEqual([
      ["One", 102, 103],
      ["two", 103, 104],
    ]);
    expect(read({ text: "One two" }).map(({ start, end }) => [start, end])).toEqual([
      [100, 105],
      [105, 110],
    ]);
  });

  it("leaves out what was invented for silence", () => {
    const segments = [{ text: " Thank you.", start: 0, end: 2, avg_logprob: -1.4, no_speech_prob: 0.9 }];
    expect(read({ text: " ", segments })).toEqual([]);
    expect(read({ text: "" })).toEqual([]);
  });
});

describe("languageCode", () => {
  it.each([
    ["english", "en"],
    ["German", "de"],
    ["pt-BR", "pt-br"],
    ["de", "de"],
    ["klingonese", null],
    ["", null],
    [undefined, null],
  ])("%s is %s", (told, code) => expect(languageCode(told)).toBe(code));
});
