import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { hashOf, newRefreshToken, newSalt, successorOf } from "./refresh-token.ts";
import { createSecrets } from "./secrets.ts";

const secrets = createSecrets(randomBytes(32));
const others = createSecrets(randomBytes(32));

it("opens what it has sealed, for the same purpose and with the same secret", () => {
  const sealed = secrets.seal(Buffer.from("a private key"), "kid-1");
  expect(secrets.open(sealed, "kid-1").toString()).toBe("a private key");
  expect(() => secrets.open(sealed, "kid-2")).toThrow(/authenticate/);
  expect(() => others.open(sealed, "kid-1")).toThrow(/authenticate/);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => secrets.open(sealed, "kid-1")).toThrow(/authenticate/);
});

it("seals the same text differently each time", () => {
  const plain = Buffer.from("a private key");
  expect(secrets.seal(plain, "kid").equals(secrets.seal(plain, "kid"))).toBe(false);
});

it("derives the same successor from the same token and salt, and from nothing less", () => {
  const token = newRefreshToken();
  const salt = newSalt();
  const successor = successorOf(token.text, salt, secrets);
  expect(successorOf(token.text, salt, secrets)).toEqual(successor);
  expect(successor.hash).toEqual(hashOf(successor.text));
  expect(successorOf(token.text, salt, others).text).not.toBe(successor.text);
  expect(successorOf(token.text, newSalt(), secrets).text).not.toBe(successor.text);
  expect(successorOf(newRefreshToken().text, salt, secrets).text).not.toBe(successor.text);
});
