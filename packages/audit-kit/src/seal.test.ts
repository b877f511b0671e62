import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { keyIdOf, open, seal } from "./seal.ts";
import { proposeWrappedKey, readMasterKey, unwrapKey, type SubjectKey } from "./subject-key.ts";

const master = readMasterKey(randomBytes(32).toString("base64"));

function newKey(): SubjectKey {
  const subject = randomUUID();
  return { id: randomUUID(), key: unwrapKey(master, subject, proposeWrappedKey(master, subject)) };
}

it("opens whatever JSON it has sealed, with the key that it names", () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const sealed = seal(key, value);
      expect(keyIdOf(sealed)).toBe(key.id);
      expect(open(key, sealed)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("shows nothing of the value, and no two alike", () => {
  const key = newKey();
  const one = seal(key, "ada@example.com");
  expect(one.sealed).toMatch(/^[0-9a-f-]{36}\.[\w-]{16}\.[\w-]+$/);
  expect(one.sealed).not.toContain("ada");
  expect(one.sealed).not.toBe(seal(key, "ada@example.com").sealed);
});

it("opens nothing that was changed, or sealed with another key", () => {
  const key = newKey();
  const { sealed } = seal(key, "ada@example.com");
  const last = sealed.at(-2) === "A" ? "B" : "A";
  const changed = { sealed: sealed.slice(0, -2) + last + sealed.slice(-1) };
  expect(() => open(key, changed)).toThrow(/authenticate/);
  expect(() => open(newKey(), { sealed })).toThrow(/another key/);
  expect(() => open({ id: key.id, key: newKey().key }, { sealed })).toThrow(/authenticate/);
});

it("wraps a person's key for that person and that master key alone", () => {
  const subject = randomUUID();
  const wrapped = proposeWrappedKey(master, subject);
  expect(unwrapKey(master, subject, wrapped).symmetricKeySize).toBe(32);
  expect(() => unwrapKey(master, randomUUID(), wrapped)).toThrow(/authenticate/);
  const other = readMasterKey(randomBytes(32).toString("base64"));
  expect(() => unwrapKey(other, subject, wrapped)).toThrow(/authenticate/);
  expect(() => readMasterKey(randomBytes(16).toString("base64"))).toThrow(/32 bytes/);
});
