import { describe, expect, it } from "vitest";
import { createCodingChoice } from "./content-coding.ts";
import { codedTag, plainTag, tagMatches } from "./entity-tag.ts";

const chooseCoding = createCodingChoice();

describe("the coding of a body", () => {
  it.each([
    [undefined, "identity"],
    ["", "identity"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip;q=0", "identity"],
    ["gzip;q=0.1, identity", "identity"],
    ["*", "br"],
    ["*;q=0", "identity"],
    ["br;q=0, *", "gzip"],
    ["deflate, zstd", "identity"],
    ["GZIP", "gzip"],
    ["nonsense;;;q", "identity"],
  ])("for %j is %s", (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
    expect(chooseCoding(header)).toBe(coding);
  });
});

describe("an entity tag", () => {
  it("is another one for each coding, and leads back to the body's own", () => {
    const tags = (["identity", "gzip", "br"] as const).map((coding) => codedTag('"abc"', coding));
    expect(tags).toEqual(['"abc"', '"abc-gzip"', '"abc-br"']);
    expect(tags.map(plainTag)).toEqual(['"abc"', '"abc"', '"abc"']);
  });

  it.each([
    ['"abc-br"', true],
    ['"abc"', true],
    ['W/"abc-gzip"', true],
    ['"x", "abc-br"', true],
    ["*", true],
    ['"abcd"', false],
    ['"xabc"', false],
    ["abc", false],
    ["", false],
  ])("is named by %j: %s", (header, matches) => expect(tagMatches(header, '"abc-br"')).toBe(matches));
});
