import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { signalProcess } from "@agentos/local-servers/process/launch";
import { freePort, portIsFree } from "@agentos/local-servers/process/ports";
import { startTimeOf } from "@agentos/local-servers/process/process-identity";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endLeftovers } from "../src/state/leftovers.ts";
import { readState, type ProcessView } from "@agentos/local-servers/process/state-file";
import { Supervisor } from "../src/supervisor/supervisor.ts";
import { serverSpec } from "./fixtures/server-spec.ts";

const patience = { timeout: 30_000, interval: 50 };
let folder: string;
let said: string[];
let supervisor: Supervisor;

beforeEach(() => {
  folder = makeTempFolder("supervisor");
  said = [];
  supervisor = new Supervisor({ stateFile: path.join(folder, "processes.json"), say: (line) => said.push(line) });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

function view(name: string): ProcessView {
  const found = readState(path.join(folder, "processes.json"))?.processes.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the state file`);
  return found;
}

it("starts a process again on its port when it is killed, and tells so", async () => {
  const port = await freePort();
  await supervisor.start([{ spec: serverSpec("one", folder, port) }]);
  const first = view("one");
  expect(first).toMatchObject({ state: "running", restarts: 0, ports: { http: port } });
  signalProcess(first.pid ?? 0, "SIGKILL");
  await vi.waitFor(() => expect(view("one")).toMatchObject({ state: "running", restarts: 1 }), patience);
  expect(view("one").pid).not.toBe(first.pid);
  await vi.waitFor(() => fetch(`http://127.0.0.1:${port}`), patience);
  expect(said.join()).toContain("one ended (SIGKILL)");
});

it("leaves no process, no port and no state behind when it is stopped", async () => {
  const ports = [await freePort(), await freePort()];
  await supervisor.start([{ spec: serverSpec("one", folder, ports[0] ?? 0) }]);
  await supervisor.start([{ spec: serverSpec("two", folder, ports[1] ?? 0) }]);
  const pids = [view("one").pid ?? 0, view("two").pid ?? 0];
  await supervisor.stop();
  expect(pids.map(startTimeOf)).toEqual([undefined, undefined]);
  expect(await Promise.all(ports.map((port) => portIsFree(port)))).toEqual([true, true]);
  expect(readState(path.join(folder, "processes.json"))).toBeUndefined();
});

it("reports a crash loop with the end of the log", async () => {
  const port = await freePort();
  await supervisor.start([{ spec: serverSpec("looping", folder, port, ["--crash-after", "800"]) }]);
  await vi.waitFor(() => expect(said.join("\n")).toMatch(/keeps ending[^]*serving/), { ...patience, timeout: 60_000 });
});

it("fails a start with the reason, and stops what had come up", async () => {
  const port = await freePort();
  const broken = { ...serverSpec("broken", folder, 1), args: ["--eval", "console.log('no luck'); process.exit(2)"] };
  await expect(supervisor.start([{ spec: serverSpec("one", folder, port) }, { spec: broken }])).rejects.toThrow(
    /broken ended with code 2[^]*no luck/,
  );
  await supervisor.stop();
  expect(await portIsFree(port)).toBe(true);
});

it("takes its processes along when it is killed, and the next start finds none", async () => {
  const ports = [await freePort(), await freePort()];
  const script = path.join(import.meta.dirname, "fixtures/supervise.ts");
  const args = ["--folder", folder, "--port", `${ports[0]}`, "--added-port", `${ports[1]}`];
  const parent = spawn(process.execPath, [script, ...args]);
  await once(parent.stdout, "data");
  await vi.waitFor(() => fetch(`http://127.0.0.1:${ports[1]}`), patience);
  const children = [view("child").pid ?? 0, view("added").pid ?? 0];
  expect(children.map(startTimeOf)).not.toContain(undefined);
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(children.map(startTimeOf)).toEqual([undefined, undefined]), patience);
  expect(await endLeftovers(path.join(folder, "processes.json"))).toBe(0);
});

it("ends what a killed start has left, when the kernel has not", async () => {
  const port = await freePort();
  await supervisor.start([{ spec: serverSpec("one", folder, port) }]);
  const pid = view("one").pid ?? 0;
  // As another supervisor would: this one has let go of its processes, which still run.
  const ended = endLeftovers(path.join(folder, "processes.json"));
  await supervisor.stop();
  expect(await ended).toBe(1);
  expect(startTimeOf(pid)).toBeUndefined();
});
