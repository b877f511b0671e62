import { expect, it } from "vitest";
import { admitsOrigin } from "./origins.ts";

const here = "clips.example.com:8765";

it.each([
  [undefined, true],
  ["http://clips.example.com:8000", true],
  ["https://CLIPS.example.com", true],
  ["https://example.com", false],
  ["https://clips.example.com.evil.example", false],
  ["https://evil.example/clips.example.com", false],
  ["null", false],
  ["", false],
  ["file://clips.example.com", false],
  ["chrome-extension://clips.example.com", false],
])("a page of %s may, beside the host that was asked: %s", (origin, may) => {
  expect(admitsOrigin(origin === undefined ? {} : { origin }, [], here)).toBe(may);
});

it("pages of the host that was asked may not, where others were named", () => {
  const allowed = ["https://app.example.com", "http://localhost:8000"];
  const admits = (origin: string) => admitsOrigin({ origin }, allowed, here);
  expect(admits("https://app.example.com")).toBe(true);
  expect(admits("http://localhost:8000")).toBe(true);
  expect(admits("http://localhost:8001")).toBe(false);
  expect(admits("http://app.example.com")).toBe(false);
  expect(admits("https://clips.example.com")).toBe(false);
});

it("no page may where nobody knows which host was asked", () => {
  expect(admitsOrigin({ origin: "https://clips.example.com" }, [], undefined)).toBe(false);
  expect(admitsOrigin({ origin: "https://clips.example.com" }, [], "no host")).toBe(false);
});
