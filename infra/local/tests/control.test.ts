import { readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import path from "node:path";
import { createLocalRuntime } from "@agentos/fleet/runtime/local";
import type { Slot } from "@agentos/fleet/runtime/runtime";
import { signalProcess } from "@agentos/local-servers/process/launch";
import { freePort } from "@agentos/local-servers/process/ports";
import { startTimeOf } from "@agentos/local-servers/process/process-identity";
import { readState } from "@agentos/local-servers/process/state-file";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serveControl } from "../src/supervisor/control-server.ts";
import { Supervisor, type SlotNumber } from "../src/supervisor/supervisor.ts";
import { nameOf, WorkerSlots } from "../src/supervisor/worker-slots.ts";
import { serverSpec } from "./fixtures/server-spec.ts";

const patience = { timeout: 30_000, interval: 50 };
const agent = "video_cutter";
let folder: string;
let socket: string;
let supervisor: Supervisor;
let over: AbortController;
let runtime: ReturnType<typeof createLocalRuntime>;

beforeEach(async () => {
  folder = makeTempFolder("control");
  socket = path.join(folder, "control", "supervisor.sock");
  over = new AbortController();
  supervisor = new Supervisor({ stateFile: path.join(folder, "processes.json"), say: () => undefined });
  await supervisor.start([{ spec: serverSpec("postgres", folder, await freePort()) }]);
  await supervisor.start([await plan({ agent, number: 1 })]);
  const slots = new WorkerSlots(supervisor, plan);
  const migrations = async (dryRun: boolean): Promise<string[]> => (dryRun ? ["jobs/0002_next"] : []);
  await serveControl({ file: socket, supervisor, slots, migrations, signal: over.signal });
  runtime = createLocalRuntime({ socket });
});
afterEach(async () => {
  over.abort();
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

async function plan(slot: SlotNumber) {
  return { spec: serverSpec(nameOf(slot), folder, await freePort()), slot };
}

async function slotOf(name: string): Promise<Slot> {
  const found = (await runtime.list()).find(({ slot }) => slot === name);
  if (!found) throw new Error(`there is no slot ${name}`);
  return found;
}

/** Waits until these slots run, and no others are there. */
function expectRunning(...names: string[]): Promise<Slot[]> {
  return vi.waitFor(async () => {
    const slots = await runtime.list();
    expect(slots.map(({ slot, state }) => `${slot} ${state}`).toSorted()).toEqual(
      names.map((name) => `${name} running`),
    );
    return slots;
  }, patience);
}

/** Resolves when another process has its place. */
async function expectPostgresReplaced(): Promise<void> {
  const pidOf = (): number | undefined =>
    readState(path.join(folder, "processes.json"))?.processes.find(({ name }) => name === "postgres")?.pid;
  const before = pidOf();
  expect(await post("/restart_process", { name: "postgres", graceful: true })).toMatchObject({ status: 202 });
  await vi.waitFor(() => {
    expect(pidOf()).toBeTypeOf("number");
    expect(pidOf()).not.toBe(before);
  }, patience);
}

function logOf(slot: string): string {
  return readFileSync(path.join(folder, `${slot}.log`), "utf8");
}

describe("scale", () => {
  it("starts as many processes as are wanted, and ends those of the highest numbers gracefully", async () => {
    await runtime.scale(agent, 3);
    const three = await expectRunning("video_cutter-1", "video_cutter-2", "video_cutter-3");
    expect(new Set(three.map(({ pid }) => pid)).size).toBe(3);
    await runtime.scale(agent, 1);
    const [left] = await expectRunning("video_cutter-1");
    expect(left?.pid).toBe(three.find(({ slot }) => slot === "video_cutter-1")?.pid);
    const gone = three.filter(({ slot }) => slot !== "video_cutter-1");
    expect(gone.map(({ pid }) => startTimeOf(pid ?? 0))).toEqual([undefined, undefined]);
    expect(logOf("video_cutter-3")).toContain("asked to stop");
    const names = readState(path.join(folder, "processes.json"))?.processes.map(({ name }) => name);
    expect(names).toEqual(["postgres", "video_cutter-1"]);
  });

  it("goes to none and back", async () => {
    await runtime.scale(agent, 0);
    await expectRunning();
    await runtime.scale(agent, 2);
    await expectRunning("video_cutter-1", "video_cutter-2");
  });

  it("fills a slot that was stopped before it makes another", async () => {
    await runtime.scale(agent, 3);
    await expectRunning("video_cutter-1", "video_cutter-2", "video_cutter-3");
    await runtime.stop("video_cutter-2", { force: true });
    await vi.waitFor(async () => expect(await slotOf("video_cutter-2")).toMatchObject({ state: "stopped" }), patience);
    await runtime.scale(agent, 3);
    await expectRunning("video_cutter-1", "video_cutter-2", "video_cutter-3");
  });

  it("does what was asked last when many ask at once", async () => {
    const wishes = [4, 1, 3, 0, 2, 5, 2];
    await Promise.all(wishes.slice(0, -1).map((replicas) => runtime.scale(agent, replicas)));
    await runtime.scale(agent, wishes.at(-1) ?? 0);
    await vi.waitFor(async () => {
      const slots = await runtime.list();
      expect(slots.map(({ state }) => state)).toEqual(["running", "running"]);
      expect(slots.every(({ pid }) => startTimeOf(pid ?? 0) !== undefined)).toBe(true);
    }, patience);
  });
});

describe("restart", () => {
  it("puts a new process into the same slot, after the old one was asked to stop", async () => {
    const [before] = await expectRunning("video_cutter-1");
    await runtime.restart("video_cutter-1", { graceful: true });
    const after = await vi.waitFor(async () => {
      const slot = await slotOf("video_cutter-1");
      expect(slot).toMatchObject({ state: "running" });
      expect(slot.instance).not.toBe(before?.instance);
      return slot;
    }, patience);
    expect(after.pid).not.toBe(before?.pid);
    expect(startTimeOf(before?.pid ?? 0)).toBeUndefined();
    expect(logOf("video_cutter-1")).toContain("asked to stop");
  });

  it("kills the old process when it is not to be graceful", async () => {
    const [before] = await expectRunning("video_cutter-1");
    // Stopped, it cannot even hear that it is asked to end.
    signalProcess(before?.pid ?? 0, "SIGSTOP");
    await runtime.restart("video_cutter-1", { graceful: false });
    await vi.waitFor(
      async () => expect((await slotOf("video_cutter-1")).instance).not.toBe(before?.instance),
      patience,
    );
    await expectRunning("video_cutter-1");
    expect(startTimeOf(before?.pid ?? 0)).toBeUndefined();
    expect(logOf("video_cutter-1")).not.toContain("asked to stop");
  });

  it("leaves one process, a new one, when many ask at once", async () => {
    const [before] = await expectRunning("video_cutter-1");
    const asked = Array.from({ length: 10 }, (_, index) =>
      runtime.restart("video_cutter-1", { graceful: index % 2 === 0 }),
    );
    await Promise.all(asked);
    await vi.waitFor(async () => expect((await slotOf("video_cutter-1")).pid).not.toBe(before?.pid), patience);
    await expectRunning("video_cutter-1");
    const serving = logOf("video_cutter-1").split("serving").length - 1;
    expect(serving).toBeLessThanOrEqual(1 + asked.length);
  });

  it("reaches any process by its name", async () => {
    await expectPostgresReplaced();
    expect(await post("/restart_process", { name: "nobody", graceful: true })).toMatchObject({ status: 404 });
  });
});

describe("stop", () => {
  it("ends the process and keeps it gone until it is asked for again", async () => {
    const [before] = await expectRunning("video_cutter-1");
    await runtime.stop("video_cutter-1", { force: false });
    await vi.waitFor(
      async () => expect(await slotOf("video_cutter-1")).toMatchObject({ state: "stopped", pid: null }),
      patience,
    );
    expect(startTimeOf(before?.pid ?? 0)).toBeUndefined();
    expect(logOf("video_cutter-1")).toContain("asked to stop");
    await runtime.stop("video_cutter-1", { force: true });
    // Another process comes back meanwhile: were the stopped one to, it would have as well.
    await expectPostgresReplaced();
    expect(await slotOf("video_cutter-1")).toMatchObject({ state: "stopped", pid: null });
    await runtime.restart("video_cutter-1", { graceful: true });
    await expectRunning("video_cutter-1");
  });

  it("kills what does not stop when it is forced afterwards", async () => {
    const [before] = await expectRunning("video_cutter-1");
    signalProcess(before?.pid ?? 0, "SIGSTOP");
    await runtime.stop("video_cutter-1", { force: false });
    expect(await slotOf("video_cutter-1")).toMatchObject({ state: "stopping" });
    await runtime.stop("video_cutter-1", { force: true });
    await vi.waitFor(async () => expect(await slotOf("video_cutter-1")).toMatchObject({ state: "stopped" }), patience);
  });
});

describe("the socket", () => {
  it("can be opened by nobody else", () => {
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700);
  });

  it("refuses what is not of the contract, and changes nothing", async () => {
    const before = await expectRunning("video_cutter-1");
    const asked: [string, unknown, number][] = [
      ["/nothing", {}, 404],
      ["/scale", { agent: "nobody", replicas: 2 }, 400],
      ["/scale", { agent, replicas: -1 }, 400],
      ["/scale", { agent, replicas: 1.5 }, 400],
      ["/scale", { agent, replicas: 100_000 }, 400],
      ["/scale", { agent, replicas: 2, more: true }, 400],
      ["/scale", undefined, 400],
      ["/stop_slot", { slot: 1, force: true }, 400],
      ["/restart_slot", { slot: "../host-1", graceful: true }, 404],
      ["/stop_slot", { slot: "video_cutter-2", force: true }, 404],
    ];
    for (const [address, body, status] of asked)
      expect({ address, ...(await post(address, body)) }).toMatchObject({ address, status });
    expect(await send("/scale", "{")).toMatchObject({ status: 400 });
    expect(await send("/scale", `{"agent": "${"x".repeat(2_000_000)}"}`)).toMatchObject({ status: 413 });
    expect(await send("/slots", "", "GET")).toMatchObject({ status: 404 });
    expect(await runtime.list()).toEqual(before);
  });

  it("tells fleet what was refused, and that nobody answers when the supervisor is gone", async () => {
    await expect(runtime.stop("video_cutter-9", { force: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
    over.abort();
    await vi.waitFor(
      () => expect(runtime.list()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", outcome: "unknown" }),
      patience,
    );
  });
});

function post(address: string, body: unknown): Promise<{ status: number | undefined; body: string }> {
  return send(address, body === undefined ? "" : JSON.stringify(body));
}

function send(address: string, body: string, method = "POST"): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const asked = request({ socketPath: socket, path: address, method, headers }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode, body: answer }), reject);
    });
    asked.once("error", reject);
    asked.end(body);
  });
}
