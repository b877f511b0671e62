import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSecrets } from "./secrets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "secrets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("makes a secret once, and keeps it where only its owner reads", () => {
  const file = path.join(folder, "secrets.json");
  const made = openSecrets(file).get("a");
  expect(made).toMatch(/^[0-9a-f]{48}$/);
  const again = openSecrets(file);
  expect(again.get("a")).toBe(made);
  expect(again.get("b", () => "given")).toBe("given");
  expect(again.get("c")).not.toBe(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("says what to do about a file that is damaged", () => {
  const file = path.join(folder, "damaged.json");
  writeFileSync(file, "{");
  expect(() => openSecrets(file)).toThrow(/--fresh/);
});
