import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startHubs, type HubWorld, type TestHub } from "./support/hubs.ts";
import { openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";

let world: HubWorld;
let hub: TestHub;
let epoch: string;
let epochs = 0;

beforeAll(async () => {
  world = await startHubs();
  hub = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "100" });
});
afterAll(() => world.stop());
beforeEach(() => {
  epoch = nextEpoch();
});

/** Later than that of every builder that there really is, and than the last: what the test says as builder is what counts. */
function nextEpoch(): string {
  epochs += 1;
  return `ffffffff-ffff-7fff-bfff-${epochs.toString().padStart(12, "0")}`;
}

async function come(at = hub): Promise<TestSocket> {
  const socket = await openSocket(at.url, await world.identity.token({ role: "operator" }));
  await socket.next("hello");
  return socket;
}

const patchOf = (from: number, value: unknown = from) => ({
  section: "queue" as const,
  from,
  to: from + 1,
  patch: [{ op: "replace", path: "/waiting", value }],
});

/** Makes patches as the builder: from a version to another. */
function build(from: number, to: number): void {
  world.patches({ epoch, patches: Array.from({ length: to - from }, (_, index) => patchOf(from + index)) });
}

/** Waits until the hub's place is this one. */
async function untilAt(version: number, at = hub): Promise<void> {
  for (;;) {
    const socket = await openSocket(at.url, await world.identity.token());
    const hello = await socket.next("hello");
    socket.ws.terminate();
    if (hello.epoch === epoch && hello.version === version) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const versionsOf = (socket: TestSocket): number[] => socket.of("patch").map(({ to }) => to);
const reasonsOf = (socket: TestSocket): string[] => socket.of("resync").map(({ reason }) => reason);

it("passes patches on in order, each once, and says in its hello where it is", async () => {
  build(0, 1);
  await untilAt(1);
  const socket = await come();
  await socket.subscribe(["snapshot"]);
  build(1, 4);
  build(2, 4);
  build(4, 5);
  await untilAt(5);
  await socket.settle();
  expect(versionsOf(socket)).toEqual([2, 3, 4, 5]);
  expect(socket.of("patch")[0]).toEqual({ op: "patch", epoch, ...patchOf(1) });
  expect(reasonsOf(socket)).toEqual([]);
});

it("sends a client that was away what it has missed, and no more", async () => {
  build(0, 10);
  await untilAt(10);
  const [behind, abreast, ahead] = await Promise.all([come(), come(), come()]);
  await behind.subscribe(["snapshot"], { epoch, version: 7 });
  await abreast.subscribe(["snapshot"], { epoch, version: 10 });
  await ahead.subscribe(["snapshot"], { epoch, version: 12 });
  build(10, 13);
  await untilAt(13);
  for (const socket of [behind, abreast, ahead]) await socket.settle();
  expect(versionsOf(behind)).toEqual([8, 9, 10, 11, 12, 13]);
  expect(versionsOf(abreast)).toEqual([11, 12, 13]);
  expect(versionsOf(ahead)).toEqual([11, 12, 13]);
  for (const socket of [behind, abreast, ahead]) expect(reasonsOf(socket)).toEqual([]);
});

it("answers resync to who was away for too long, or comes from another epoch", async () => {
  build(0, 1);
  world.patches({ epoch, patches: [patchOf(1, "x".repeat(100 * 1024)), patchOf(2, "x".repeat(100 * 1024))] });
  await untilAt(3);
  const [old, stranger, outsider] = await Promise.all([come(), come(), come()]);
  await old.subscribe(["snapshot"], { epoch, version: 1 });
  await stranger.subscribe(["snapshot"], { epoch: "01a1fd6f-e257-7366-966b-ed7100ccaccc", version: 3 });
  await outsider.subscribe(["queue_updates"], { epoch, version: 1 });
  expect((await old.next("resync")).reason).toBe("too_old");
  expect((await stranger.next("resync")).reason).toBe("epoch");
  await outsider.settle();
  expect(outsider.of("resync")).toEqual([]);
});

it("tells those who follow the snapshot when patches were missed, or the builder is another", async () => {
  build(0, 3);
  await untilAt(3);
  const [follows, other] = await Promise.all([come(), come()]);
  await follows.subscribe(["snapshot"]);
  await other.subscribe(["job_status"]);
  build(5, 6);
  expect((await follows.next("resync")).reason).toBe("gap");
  world.heartbeat({ epoch, version: 9 });
  expect((await follows.next("resync")).reason).toBe("gap");
  build(9, 10);
  const before = epoch;
  epoch = nextEpoch();
  world.heartbeat({ epoch, version: 1 });
  expect((await follows.next("resync")).reason).toBe("epoch");
  // What the former builder still says counts for nothing.
  world.patches({ epoch: before, patches: [patchOf(10)] });
  world.heartbeat({ epoch: before, version: 11 });
  build(1, 2);
  await untilAt(2);
  await follows.settle();
  expect(versionsOf(follows)).toEqual([6, 10, 2]);
  expect(reasonsOf(follows)).toEqual(["gap", "gap", "epoch"]);
  expect(other.of("resync")).toEqual([]);
});

it("reaches the sockets of every hub, and goes on when one has gone", async () => {
  // Sockets of the tests before count on it too.
  const second = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "100" });
  const sockets = await Promise.all([come(), come(second)]);
  for (const socket of sockets) await socket.subscribe(["snapshot", "job_status"]);
  world.event("job:created", { job_id: randomUUID(), user_id: randomUUID(), run: 1 });
  build(0, 1);
  const [first, other] = sockets;
  const events = await Promise.all(sockets.map((socket) => socket.next("event")));
  expect(events[0]).toEqual(events[1]);
  expect(await first?.next("patch")).toEqual(await other?.next("patch"));
  await second.stop();
  expect(await other?.closed).toMatchObject({ code: 1001 });
  const moved = await come();
  await moved.subscribe(["snapshot"], { epoch, version: 1 });
  build(1, 2);
  expect(await moved.next("patch")).toEqual(await first?.next("patch"));
  expect(reasonsOf(moved)).toEqual([]);
});

it("says that it hears nothing while NATS is away, and afterwards that everything is to be read anew", async () => {
  const socket = await come();
  const user = await openSocket(hub.url, await world.identity.token());
  await world.nats.kill();
  expect(await socket.next("status")).toMatchObject({ live: false });
  expect(await (await openSocket(hub.url, await world.identity.token())).next("hello")).toMatchObject({ live: false });
  await world.nats.restart();
  expect((await socket.next("resync")).reason).toBe("reconnected");
  expect((await user.next("resync")).reason).toBe("reconnected");
  expect(await socket.next("status")).toMatchObject({ live: true });
});
