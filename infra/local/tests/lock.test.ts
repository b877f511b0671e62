import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterAll, expect, it } from "vitest";
import { takeLock } from "../src/state/lock.ts";

const folder = makeTempFolder("lock");
afterAll(() => rmSync(folder, { recursive: true }));

it("is held by one process at a time", () => {
  const file = path.join(folder, "one.lock");
  const first = takeLock(file);
  expect(takeLock(file)).toEqual({ heldBy: process.pid });
  if ("release" in first) first.release();
  expect(takeLock(file)).toHaveProperty("release");
});

it("is taken over from a process that is gone, and from a file that was cut off", () => {
  const gone = path.join(folder, "gone.lock");
  writeFileSync(gone, JSON.stringify({ pid: 2 ** 22 - 1, startTime: "1", bootId: "another" }));
  expect(takeLock(gone)).toHaveProperty("release");
  const cut = path.join(folder, "cut.lock");
  writeFileSync(cut, '{"pid": 1');
  expect(takeLock(cut)).toHaveProperty("release");
});
