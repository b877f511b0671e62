import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assTime, escapeAss, writeAss } from "./ass.ts";
import { captionLayout } from "./layout.ts";

const layout = captionLayout(720, 1280);
const words = [
  { text: "Why", start: 0.2, end: 0.4 },
  { text: "do", start: 0.4, end: 0.55 },
  { text: "they", start: 0.55, end: 0.8 },
  { text: "fail?", start: 0.8, end: 1.2 },
];

async function eventsOf(style: "highlight" | "plain", given = words): Promise<string[]> {
  const ass = await writeAss(given, layout, style, "Montserrat ExtraBold");
  return ass.split("\n").filter((line) => line.startsWith("Dialogue:"));
}

describe("captions in ASS", () => {
  it("have an event per word with its colour, the words to come unseen", async () => {
    const events = await eventsOf("highlight");
    expect(events).toHaveLength(4);
    expect(events[1]).toBe(
      "Dialogue: 0,0:00:00.40,0:00:00.55,Caption,,0,0,0,,Why {\\1c&H0AD6FF&}do{\\1c&HFFFFFF&}{\\alpha&HFF&} they fail?",
    );
  });

  it("have an event per page without colours in the plain style", async () => {
    expect(await eventsOf("plain")).toEqual(["Dialogue: 0,0:00:00.20,0:00:01.80,Caption,,0,0,0,,Why do they fail?"]);
  });

  it("name the size of the frame and fill in every value of the template", async () => {
    const ass = await writeAss([], layout, "plain", "Montserrat ExtraBold");
    expect(ass).toContain("PlayResX: 720\nPlayResY: 1280");
    expect(ass).toContain("Style: Caption,Montserrat ExtraBold,");
    expect(ass).not.toMatch(/\{\{|undefined/);
  });

  it("draw a word that is wider than the frame smaller", async () => {
    const [event] = await eventsOf("plain", [{ text: "Donaudampfschifffahrtsgesellschaft", start: 0, end: 1 }]);
    expect(event).toMatch(/\{\\fscx(\d\d)\\fscy\1\}Donau/);
  });

  it("never let text become a command or a line of the file", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("{\\b1}", "\\N", "\\h", "\n", "\u2028", "}{", "\\"), (text, bad) => {
        const escaped = escapeAss(text + bad + text);
        expect(escaped).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(escaped.replaceAll("\\{", "").replaceAll("\\}", "")).not.toMatch(/[{}]/);
        // A backslash stands before a brace or a word joiner, so that it begins no command.
        expect(escaped).not.toMatch(/\\[^\u2060{}]|\\$/);
      }),
    );
  });

  it("leave out emoji, for which there is no glyph, and nothing else", () => {
    expect(escapeAss("Party 🎉 👩‍👩‍👧👍🏽 © ™ نمی\u200cخواهم")).toBe("Party   © ™ نمی\u200cخواهم");
  });

  it("write times in hundredths", () => {
    expect(assTime(0)).toBe("0:00:00.00");
    expect(assTime(3661.239)).toBe("1:01:01.24");
    expect(assTime(59.999)).toBe("0:01:00.00");
  });
});
