import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { openSocket } from "@agentos/testkit/sockets/test-socket";
import { readHome, readSearchPath } from "@agentos/testkit/servers/config";
import type { HubFrame } from "@agentos/contracts/realtime/frames";
import { snapshotPace } from "@agentos/contracts/snapshot/snapshot";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { Stack } from "@agentos/testkit/servers/stack";
import { request } from "node:http";
import { signIn, until } from "../../stack/driver.ts";
import { signInAs } from "../../stack/sockets/audience.ts";
import { hubPorts } from "../../stack/sockets/hub-ports.ts";
import { stir } from "../../stack/sockets/stir.ts";
import { median } from "../median.ts";

const run = promisify(execFile);
const changes = 30;
/** As many of the newest jobs as the snapshot shows. */
const shownJobs = 25;
/** Longer than a version lasts, so that each change is told by itself. */
const pauseMs = 3 * snapshotPace.versionMs;

/** Row 9: bytes of a frame that tells of a change of the snapshot, against the whole of it with 25 jobs, compressed. */
export async function measureUpdates(stack: Stack): Promise<void> {
  await run(process.execPath, ["infra/local/src/seed/main.ts"], {
    cwd: repositoryRoot,
    env: {
      PATH: readSearchPath(),
      HOME: readHome(),
      AGENTOS_STATE: path.join(stack.folder, "state"),
      AGENTOS_MEDIA: path.join(stack.folder, "media"),
    },
  });
  const { access_token: token } = await signInAs(stack, "operator");
  await until(() => showsJobs(stack, token));
  const whole = await brotliBytes(stack, token);
  const socket = await openSocket(`ws://127.0.0.1:${hubPorts(stack)[0]}`, token);
  const sizes = new Map<string, number[]>();
  socket.ws.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as HubFrame;
    if (frame.op === "patch") sizes.set(frame.section, [...(sizes.get(frame.section) ?? []), data.length]);
  });
  await socket.subscribe(["snapshot"]);
  const stirring = await stir(await signIn(stack, "operator"), 5, pauseMs);
  await until(() => stirring.changes >= changes);
  await stirring.stop();
  socket.ws.terminate();
  const all = [...sizes.values()].flat();
  for (const [section, of] of sizes) {
    console.log(`  ${section.padEnd(14)} ${of.length} patches, median ${median(of)} bytes`);
  }
  const update = median(all);
  const perChange = all.reduce((sum, size) => sum + size, 0) / stirring.changes;
  console.log(`all that an action on a job changes, its audit entries among it: ${perChange.toFixed(0)} bytes`);
  console.log(`median patch ${update} bytes, the snapshot ${whole} bytes of brotli`);
  console.log(`row 9  bytes of a live update ÷ brotli snapshot: ${(update / whole).toFixed(3)} (at most 0.05)`);
}

/** Whether what was seeded is in the snapshot; its owners are not told of it by events. */
async function showsJobs(stack: Stack, token: string): Promise<boolean> {
  const response = await fetch(`${stack.api}/api/admin/ssot`, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await response.json()) as { data: Snapshot };
  return data.jobs.recent?.length === shownJobs && data.jobs.counts?.completed !== 0;
}

/** Length of the body as it goes over the wire. */
async function brotliBytes(stack: Stack, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": "br" };
    request(`${stack.api}/api/admin/ssot`, { headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve(bytes));
    })
      .on("error", reject)
      .end();
  });
}
