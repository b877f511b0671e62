import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mediaExpiry, mediaKinds, readMediaToken, signMediaToken } from "./media-token.ts";

const key = "a key that is long enough to be one";
const claims = fc.record({
  clipId: fc.uuid(),
  kind: fc.constantFrom(...mediaKinds),
  expiresAt: fc.integer({ min: 1000, max: 4_000_000_000 }),
});

test("a token says what was signed, until it expires", () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const token = signMediaToken(claim, key);
      expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(readMediaToken(token, key, claim.expiresAt - 1)).toEqual(claim);
      expect(readMediaToken(token, key, claim.expiresAt)).toBeUndefined();
      expect(readMediaToken(token, `${key}!`, claim.expiresAt - 1)).toBeUndefined();
    }),
  );
});

test("a token with any character changed is nothing", () => {
  expect(readMediaToken("", key, 0)).toBeUndefined();
  fc.assert(
    fc.property(claims, fc.nat(), fc.constantFrom("A", "0", ".", "-"), (claim, where, character) => {
      const token = signMediaToken(claim, key);
      // The last character carries bits that base64 does not use.
      const at = where % (token.length - 1);
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      fc.pre(changed !== token);
      expect(readMediaToken(changed, key, 0)).toBeUndefined();
    }),
  );
});

test("an address works for its time and stays the same for a while", () => {
  expect(mediaExpiry(3600, 0)).toBe(5400);
  expect(mediaExpiry(3600, 1799)).toBe(5400);
  expect(mediaExpiry(3600, 1800)).toBe(7200);
});
