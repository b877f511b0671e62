import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "@agentos/local-servers/process/ports";
import { readState } from "@agentos/local-servers/process/state-file";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Supervisor } from "../src/supervisor/supervisor.ts";
import { watchSources } from "../src/watch/watch-sources.ts";
import { serverSpec } from "./fixtures/server-spec.ts";

const patience = { timeout: 30_000, interval: 50 };
let folder: string;
let supervisor: Supervisor;
let over: AbortController;
let done: string[];

beforeEach(async () => {
  folder = makeTempFolder("watch");
  over = new AbortController();
  done = [];
  addPackage("packages/kit");
  addPackage("services/jobs", ["@x/kit"]);
  addPackage("services/audit");
  supervisor = new Supervisor({ stateFile: path.join(folder, "processes.json"), say: () => undefined });
  const planned = ["jobs", "audit"].map(async (name) => ({
    spec: serverSpec(name, folder, await freePort()),
    services: [name],
  }));
  await supervisor.start(await Promise.all(planned));
  await watchSources({
    root: folder,
    supervisor,
    migrate: async () => {
      done.push("migrate");
      if (done.length === 1) throw new Error("the migration has a mistake");
    },
    buildApps: async () => void done.push("build"),
    signal: over.signal,
  });
});
afterEach(async () => {
  over.abort();
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

function addPackage(where: string, needs: readonly string[] = []): void {
  mkdirSync(path.join(folder, where, "src/db/migrations"), { recursive: true });
  const dependencies = Object.fromEntries(needs.map((name) => [name, "workspace:*"]));
  save(`${where}/package.json`, JSON.stringify({ name: `@x/${path.basename(where)}`, dependencies }));
  save(`${where}/src/main.ts`, "one");
}

function save(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text);
}

function pids(): Record<string, number | undefined> {
  const processes = readState(path.join(folder, "processes.json"))?.processes ?? [];
  return Object.fromEntries(processes.filter(({ state }) => state === "running").map(({ name, pid }) => [name, pid]));
}

/** Waits until these processes are others than before, and the rest the same. */
async function expectReplaced(before: Record<string, number | undefined>, names: readonly string[]): Promise<void> {
  await vi.waitFor(() => {
    const after = pids();
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
    expect(
      Object.keys(before)
        .filter((name) => after[name] !== before[name])
        .toSorted(),
    ).toEqual([...names].toSorted());
  }, patience);
}

it("puts new processes in the place of those that run what has changed, and of no others", async () => {
  const first = pids();
  save("services/jobs/src/main.ts", "two");
  await expectReplaced(first, ["jobs"]);
  const second = pids();
  save("packages/kit/src/main.ts", "two");
  await expectReplaced(second, ["jobs"]);
  const third = pids();
  save("services/audit/src/more.ts", "new");
  await expectReplaced(third, ["audit"]);
  expect(done).toEqual([]);
});

it("migrates before it starts what needs it, and makes up for a mistake with the next change", async () => {
  const first = pids();
  save("services/audit/src/db/migrations/0001_new.sql", "create table");
  await vi.waitFor(() => expect(done).toEqual(["migrate"]), patience);
  save("services/jobs/src/main.ts", "two");
  await expectReplaced(first, ["audit", "jobs"]);
  expect(done).toEqual(["migrate", "migrate"]);
});
