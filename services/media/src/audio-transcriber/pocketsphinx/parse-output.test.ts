import { describe, expect, it } from "vitest";
import { parseWordLine } from "./parse-output.ts";

describe("parseWordLine", () => {
  it("reads words, their times and posteriors", () => {
    expect(parseWordLine("language 1.470 1.990 0.491014", 30)).toEqual({
      text: "language",
      start: 31.47,
      end: 32,
      confidence: 0.491014,
    });
  });

  it("drops the number of a pronunciation, and keeps posteriors below one", () => {
    expect(parseWordLine("to(3) 0.860 0.950 1.000100", 0)).toMatchObject({ text: "to", confidence: 1 });
    expect(parseWordLine("you're(2) 0.860 0.950 1e-05", 0)).toMatchObject({ text: "you're", confidence: 0.00001 });
  });

  it.each([
    "<s> 0.150 0.230 0.999100",
    "</s> 8.860 8.920 1.000000",
    "<sil> 5.700 5.810 0.574093",
    "[NOISE] 1.000 1.500 0.840700",
    "[SPEECH] 1.000 1.500 0.840700",
    "++breath++ 1.000 1.500 0.8",
    "the best way to learn",
    "chapter 1 2 3 4",
    "",
    "word 1.0 2.0",
    "word a b c",
  ])("takes no word from %j", (line) => expect(parseWordLine(line, 0)).toBeUndefined());
});
