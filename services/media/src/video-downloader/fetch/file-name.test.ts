import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNameOf } from "./file-name.ts";

const url = new URL("https://example.org/videos/My%20talk.mp4?x=1");

describe("fileNameOf", () => {
  it.each([
    [undefined, "My talk.mp4"],
    ['attachment; filename="a b.mp4"', "a b.mp4"],
    ["attachment; filename*=UTF-8''%E2%82%AC.mp4; filename=x.mp4", "€.mp4"],
    ['attachment; filename="../../etc/passwd"', "passwd"],
    ['attachment; filename="..\\\\..\\\\boot.ini"', "boot.ini"],
    ['attachment; filename=".."', "My talk.mp4"],
    ["attachment", "My talk.mp4"],
    [";;;", "My talk.mp4"],
  ])("reads %s", (header, name) => expect(fileNameOf(url, header)).toBe(name));

  it("has a name for an address without a path", () => {
    expect(fileNameOf(new URL("https://example.org/"), undefined)).toBe("video");
    expect(fileNameOf(new URL("https://example.org/%E0%A4%A"), undefined)).toBe("%E0%A4%A");
  });

  it("gives a short, printable name without folders for any header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (name, path) => {
        const from = new URL(`https://example.org/${encodeURIComponent(path)}`);
        const shown = fileNameOf(from, `attachment; filename="${name.replaceAll('"', "")}"`);
        expect(shown).not.toMatch(/[/\\\p{Cc}]/u);
        expect([".", "..", ""]).not.toContain(shown);
        expect([...shown].length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
