import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findIn } from "./find.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "find-"));
});
afterAll(() => rmSync(root, { recursive: true }));

function install(relative: string, mode = 0o755): string {
  const file = path.join(root, relative);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n", { mode });
  return file;
}

it("takes the search path before the folders, the highest version, and any of the names", () => {
  const entry = {
    title: "A server",
    executables: [["serve"], ["admin", "admin-tool"]],
    folders: [`${root}/lib/server/*/bin`],
    debianPackages: [],
  };
  expect(findIn(entry, `${root}/bin`)).toBeUndefined();
  install("lib/server/9/bin/serve");
  const newest = install("lib/server/15/bin/serve");
  const tool = install("lib/server/15/bin/admin-tool");
  expect(findIn(entry, `${root}/bin`)).toEqual({ serve: newest, admin: tool });
  const first = install("bin/serve");
  expect(findIn(entry, `${root}/bin`)).toEqual({ serve: first, admin: tool });
});

it("wants what it finds to be executable, and the files beside", () => {
  const plain = install("other/plain", 0o644);
  const entry = { title: "X", executables: [["plain"]], debianPackages: [] };
  expect(findIn(entry, path.dirname(plain))).toBeUndefined();
  const withFile = { ...entry, executables: [["sh"]], files: [`${root}/model`] };
  expect(findIn(withFile, "/bin")).toBeUndefined();
  install("model");
  expect(findIn(withFile, "/bin")).toEqual({ sh: "/bin/sh" });
});
