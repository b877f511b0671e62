import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { freePort, portIsFree } from "@agentos/local-servers/process/ports";
import { startTimeOf } from "@agentos/local-servers/process/process-identity";
import { stageNames } from "@agentos/contracts/stages/stages";
import { startStack } from "@agentos/testkit/servers/stack";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { signIn } from "./driver.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const patience = { timeout: 60_000, interval: 100 };
let folder: string;

beforeAll(() => {
  folder = makeTempFolder("start");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a start that is expected to end by itself; what it printed. */
async function startAnother(env: Record<string, string>): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, ["infra/local/src/main.ts"], {
    cwd: root,
    env: { PATH: "/usr/bin:/bin", AGENTOS_STATE: path.join(folder, "state"), ...env },
  }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

it("runs as eleven processes, says so to a second start, and leaves nothing when it is stopped", async () => {
  const stack = await startStack({ folder });
  const processes = stack.processes();
  expect(processes.map(({ name }) => name).toSorted()).toEqual(
    ["edge", "host", "nats", "postgres", "redis", ...stageNames].toSorted(),
  );
  expect(await startAnother({})).toContain(`It already runs (pid ${stack.supervisorPid}): ${stack.app}`);
  await stack.stop();
  expect(processes.map(({ pid }) => startTimeOf(pid ?? 0)).filter(Boolean)).toEqual([]);
  const ports = processes.flatMap(({ ports: used }) => Object.values(used));
  expect(await Promise.all(ports.map((port) => portIsFree(port)))).not.toContain(false);
});

it("takes everything along when its supervisor is killed, and the next start has the data", async () => {
  const first = await startStack({ folder });
  const pids = first.processes().map(({ pid }) => pid ?? 0);
  await first.killSupervisor();
  await vi.waitFor(() => expect(pids.map(startTimeOf).filter(Boolean)).toEqual([]), patience);
  const second = await startStack({ folder, args: ["--split"] });
  expect(second.accounts).toEqual(first.accounts);
  const person = await signIn(second, "user");
  expect((await person.get("/api/jobs/recent/5")).status).toBe(200);
  expect(second.processes().map(({ name }) => name)).toEqual(
    expect.arrayContaining(["identity", "uploads", "jobs", "gateway", "upload-ui", "admin-ui"]),
  );
  await second.stop();
});

it.each([
  ["the app", "APP"],
  ["the control room", "ADMIN"],
])("says who has the port of %s, and how to choose another", async (what, name) => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const said = await startAnother({ AGENTOS_PORT_APP: "0", [`AGENTOS_PORT_${name}`]: `${port}` });
  server.close();
  expect(said).toContain(`Port ${port} of ${what} is taken by`);
  expect(said).toContain(`(pid ${process.pid})`);
  expect(said).toContain(`AGENTOS_PORT_${name}=`);
});
