import { openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startHubProcess, type HubProcess } from "./support/hub-process.ts";
import { lastEpoch, startHubs, type HubWorld } from "./support/hubs.ts";

let world: HubWorld;
let hubs: HubProcess[];

beforeAll(async () => {
  world = await startHubs();
  const settings = { ...world.settings, WS_SOCKETS_PER_ADDRESS: "100" };
  hubs = await Promise.all([startHubProcess(settings), startHubProcess(settings)]);
});
afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await world.stop();
});

async function come(hub: HubProcess | undefined): Promise<TestSocket> {
  const socket = await openSocket(String(hub?.url), await world.identity.token({ role: "operator" }));
  await socket.next("hello");
  return socket;
}

const megabyte = 1024 * 1024;

/** From now on messages are counted and not kept, so that the reader is no burden itself. */
function countingOf({ ws }: TestSocket): { until(count: number): Promise<void> } {
  let heard = 0;
  ws.removeAllListeners("message");
  ws.on("message", () => void (heard += 1));
  return {
    async until(count) {
      for (;;) {
        if (heard >= count) return;
        await once(ws, "message");
      }
    },
  };
}

it("holds no memory for readers that stall, while the others get everything", async () => {
  const hub = hubs[0] as HubProcess;
  const [reader, ...stalled] = await Promise.all(Array.from({ length: 21 }, () => come(hub)));
  if (!reader) throw new Error("Nobody reads.");
  for (const socket of [reader, ...stalled]) await socket.subscribe(["job_status"]);
  for (const { ws } of stalled) ws.pause();
  const heard = countingOf(reader);
  const failed = { user_id: randomUUID(), run: 1, error_code: "STAGE_FAILED", stage: "video_cutter" };
  const message = "x".repeat(megabyte / 8);
  const before = await hub.metric("process_resident_memory_bytes");
  const events = 1600;
  let most = 0;
  for (let sent = 1; sent <= events; sent += 1) {
    world.event("job:failed", { ...failed, job_id: randomUUID(), message });
    await heard.until(sent - 4);
    if (sent % 200 === 0) most = Math.max(most, await hub.metric("process_resident_memory_bytes"));
  }
  await heard.until(events);
  // All that was told is 200 MB.
  expect((most - before) / megabyte).toBeLessThan(140);
  expect(await hub.metric("ws_dropped_total", 'reason="slow"')).toBe(stalled.length);
  expect(await hub.metric("ws_connections")).toBe(1);
  reader.ws.terminate();
});

it("loses nothing but its sockets when it is killed: at another hub they go on where they were", async () => {
  const [first, second] = await Promise.all(hubs.map(come));
  const follow = (socket: TestSocket | undefined, version?: number) =>
    socket?.subscribe(["snapshot"], version === undefined ? undefined : { epoch: lastEpoch, version });
  await Promise.all([follow(first), follow(second)]);
  const build = (from: number) =>
    world.patches({ epoch: lastEpoch, patches: [{ section: "queue", from, to: from + 1, patch: [] }] });
  build(0);
  expect([(await first?.next("patch"))?.to, (await second?.next("patch"))?.to]).toEqual([1, 1]);
  await hubs[0]?.kill();
  expect(await first?.closed).toMatchObject({ code: 1006 });
  build(1);
  expect((await second?.next("patch"))?.to).toBe(2);
  const moved = await come(hubs[1]);
  await follow(moved, 1);
  expect((await moved.next("patch")).to).toBe(2);
  build(2);
  expect([(await moved.next("patch")).to, (await second?.next("patch"))?.to]).toEqual([3, 3]);
  expect(moved.of("resync")).toEqual([]);
  await hubs[0]?.restart();
  await (await come(hubs[0])).settle();
});

it("counts the sockets of an address at all hubs together, and no more those of one that was killed", async () => {
  const strict = { ...world.settings, WS_SOCKETS_PER_ADDRESS: "5" };
  const pair = await Promise.all([startHubProcess(strict), startHubProcess(strict)]);
  const [one, other] = pair as [HubProcess, HubProcess];
  const token = await world.identity.token();
  const house = { localAddress: "127.0.7.1" };
  const open = (hub: HubProcess) => openSocket(hub.url, token, house);
  const isLetIn = async (hub: HubProcess): Promise<boolean> => {
    const socket = await open(hub);
    const letIn = await Promise.race([socket.closed.then(() => false), socket.next("hello").then(() => true)]);
    socket.ws.terminate();
    return letIn;
  };
  const three = await Promise.all([open(one), open(one), open(one)]);
  const two = await Promise.all([open(other), open(other)]);
  for (const socket of [...three, ...two]) await socket.settle();
  // Each hub hears of the other's in its own time.
  while (await isLetIn(other)) await new Promise((resolve) => setTimeout(resolve, 50));
  const sixth = await open(other);
  expect(await sixth.closed).toMatchObject({ code: 4409 });
  await one.kill();
  while (!(await isLetIn(other))) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const { ws } of two) ws.terminate();
  await Promise.all(pair.map((hub) => hub.stop()));
});
