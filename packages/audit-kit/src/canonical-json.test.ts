import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

it("is the text of RFC 8785's own example", () => {
  const value = {
    numbers: JSON.parse("[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]") as unknown,
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it("tells nothing of the order in which keys were written", () => {
  const shuffled = fc
    .dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue())
    .chain((value) => fc.tuple(fc.constant(value), fc.shuffledSubarray(Object.entries(value))));
  fc.assert(
    fc.property(shuffled, ([value, entries]) => {
      fc.pre(entries.length === Object.keys(value).length);
      expect(canonicalJson(Object.fromEntries(entries))).toBe(canonicalJson(value));
    }),
  );
});

it("says the same of a value after it was written and read as JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
    }),
  );
});

it("refuses what has no text", () => {
  expect(() => canonicalJson({ size: Infinity })).toThrow(/Infinity/);
  expect(() => canonicalJson("\ud800")).toThrow(/surrogate/);
});
