import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresAccount } from "../src/accounts.ts";
import { dataFolder, removeDataFolder } from "../src/data-folder.ts";

const account = postgresAccount();
let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "data-"));
});
afterAll(() => rmSync(root, { recursive: true }));

it("is ours, and closed to others, where we run as ourselves", () => {
  const folder = path.join(root, "own");
  expect(dataFolder(folder, undefined)).toBe(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe.runIf(account)("for another account", () => {
  it("is in its place where that account can get there", () => {
    chmodSync(root, 0o711);
    const folder = path.join(root, "open");
    expect(dataFolder(folder, account)).toBe(folder);
    expect(statSync(folder).uid).toBe(account?.uid);
  });

  it("is under /var/lib where it cannot, the same at the next start, and goes with its link", () => {
    const closed = path.join(root, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const folder = path.join(closed, "postgres");
    const elsewhere = dataFolder(folder, account);
    expect(elsewhere).toMatch(/^\/var\/lib\/agentos-[0-9a-f]{12}$/);
    expect(lstatSync(folder).isSymbolicLink()).toBe(true);
    expect(dataFolder(folder, account)).toBe(elsewhere);
    removeDataFolder(folder);
    expect([folder, elsewhere].map((file) => lstatSync(file, { throwIfNoEntry: false }))).toEqual([
      undefined,
      undefined,
    ]);
  });
});
