import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, StartError, waitUntilReady } from "../src/process/launch.ts";
import { freePort, portIsFree } from "../src/process/ports.ts";
import { identify, stillRuns } from "../src/process/process-identity.ts";
import { systemPath, type ProcessSpec } from "../src/process/process-spec.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "launch-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function shell(name: string, script: string, change: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name,
    command: "/bin/sh",
    args: ["-c", script],
    env: { PATH: systemPath },
    cwd: "/",
    deathSignal: "KILL",
    stopSignal: "SIGTERM",
    stopWithinMs: 500,
    logFile: path.join(folder, `${name}.log`),
    ports: {},
    probe: async () => undefined,
    readyWithinMs: 10_000,
    ...change,
  };
}

it("gives a process its environment alone, and its output a file", async () => {
  const running = await launch(shell("env", "env"));
  expect(await running.ended).toEqual({ code: 0, signal: null });
  const names = readFileSync(path.join(folder, "env.log"), "utf8").match(/^\w+(?==)/gm);
  expect(names?.filter((name) => !["PWD", "OLDPWD", "_", "SHLVL"].includes(name))).toEqual(["PATH"]);
});

it("kills what does not stop, with all that it has started", async () => {
  const running = await launch(shell("stubborn", "trap '' TERM; sleep 600 & echo $!; wait; sleep 600"));
  const child = Number(await firstLine("stubborn"));
  const identities = [identify(running.pid), identify(child)];
  expect(identities.map(stillRuns)).toEqual([true, true]);
  expect((await running.stop()).signal).toBe("SIGKILL");
  expect(stillRuns(identities[0] ?? identify(0))).toBe(false);
  while (stillRuns(identities[1] ?? identify(0))) await new Promise((resolve) => setTimeout(resolve, 20));
});

it("tells why a process did not come up, with the end of its log", async () => {
  const spec = shell("broken", "echo the reason; exit 3", {
    probe: () => Promise.reject(new Error("not yet")),
  });
  const running = await launch(spec);
  await expect(waitUntilReady(spec, running)).rejects.toThrow(/broken ended with code 3[^]*the reason/);
  await expect(waitUntilReady(spec, running)).rejects.toBeInstanceOf(StartError);
});

it("fails where there is no such program", async () => {
  const running = await launch({ ...shell("absent", ""), command: "/nonexistent/program" });
  expect((await running.ended).code).toBe(127);
});

it("finds ports that nobody has, outside the range of outgoing connections", async () => {
  const port = await freePort();
  expect(port).toBeLessThan(32_768);
  expect(await portIsFree(port)).toBe(true);
});

async function firstLine(name: string): Promise<string> {
  for (;;) {
    const line = readFileSync(path.join(folder, `${name}.log`), "utf8").split("\n")[0];
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
