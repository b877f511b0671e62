import fc, { type Arbitrary } from "fast-check";

/** What breaks programs that are careless with text, by reputation. */
const nasty = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\uD800",
  "\uFEFF",
  "\r\nX-Injected: 1",
  "' or 1=1 --",
  "$(id)",
  "{{7*7}}",
  "../../../../etc/passwd",
  "%2e%2e%2f",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "true",
  "-1",
  "1e400",
  "9007199254740993",
  "99999999999999999999",
  "0x10",
  "1;2",
  "=cmd|' /C calc'!A0",
  "ａｂｃ",
  "🧨".repeat(50),
  "a".repeat(5000),
  "(a+)+$",
  "00000000-0000-0000-0000-000000000000",
  "2026-02-30T25:61:61Z",
];

/** Text of any kind. */
export const wildText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

/** JSON of any kind. */
export const wildJson: Arbitrary<unknown> = fc.oneof(
  wildText,
  fc.constantFrom(null, true, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, [], {}, [[]]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}}') as object,
  ),
);

/** Bodies that are no JSON, or hardly. */
export const wildBody: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "{",
    "null",
    '"text"',
    "0",
    "[]",
    "[".repeat(20_000),
    `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
    `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
    '{"a":1,"a":2}',
    '{"__proto__":{"isAdmin":true}}',
    '\uFEFF{"a":1}',
    '{"a":1e999}',
    '{"a":"\\ud800"}',
    "a=1&b=2",
    "<a/>",
  ),
  fc.json(),
  fc.string({ unit: "binary", maxLength: 200 }),
);

/** What can stand in a header: one line, in Latin-1. */
export const wildHeader: Arbitrary<string> = fc.oneof(
  wildText.map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "?")),
  fc.constantFrom(
    "*",
    ",,,",
    '"',
    "bytes=0-",
    "bytes=9-1",
    "x".repeat(2000),
    "00-0-0-00",
    "application/json; charset=utf-7",
  ),
);
