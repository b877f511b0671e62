import * as fc from "fast-check";
import { expect, test } from "vitest";
import { displayName } from "./filename.ts";

test.each([
  ["talk.mp4", "talk.mp4"],
  ["Vortrag über Öl – 1. Teil.mov", "Vortrag über Öl – 1. Teil.mov"],
  ["C:\\fakepath\\talk.mp4", "talk.mp4"],
  ["/etc/passwd", "passwd"],
  ["folder/", "video"],
  ["a\r\nSet-Cookie: x=1.mp4", "aSet-Cookie: x=1.mp4"],
  ["invoice\u202e4pm.exe", "invoice4pm.exe"],
  ["zero\u200bwidth\ufeff.mp4", "zerowidth.mp4"],
  ["tab\there\u007f\u0085.mp4", "tabhere.mp4"],
  ["lone \ud800 surrogate.mp4", "lone surrogate.mp4"],
  ["  much   space .mp4 ", "much space .mp4"],
  ["\u0001\u0002", "video"],
  ["...", "..."],
  ["e\u0301tude.mp4", "étude.mp4"],
  ["👩‍👩‍👧 family.mp4", "👩‍👩‍👧 family.mp4"],
])("%j is shown as %j", (given, shown) => {
  expect(displayName(given)).toBe(shown);
});

test.each(["../talk.mp4", "..\\talk.mp4", "a/../../etc/passwd", "..", "/..", "a\\..", "talk\0.mp4"])(
  "%j is refused",
  (given) => {
    expect(() => displayName(given)).toThrow(expect.objectContaining({ code: "VALIDATION_ERROR" }));
  },
);

test("a long name keeps its ending and no half character", () => {
  const shown = displayName(`${"ü👩".repeat(120)}.mp4`);
  expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(shown)).toBeGreaterThan(245);
  expect(shown).toMatch(/^(ü👩)+ü?\.mp4$/u);
});

test("whatever is accepted is visible text in one line of at most 255 bytes, and stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (given) => {
      fc.pre(!given.includes("\0") && !/(^|[\\/])\.\.([\\/]|$)/.test(given));
      const shown = displayName(given);
      expect(shown).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\\/]+$/u);
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(255);
      expect(displayName(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});
