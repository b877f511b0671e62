import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startHubs, type HubWorld, type TestHub } from "./support/hubs.ts";
import { openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";

let world: HubWorld;
let hub: TestHub;

beforeAll(async () => {
  world = await startHubs();
  hub = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "100", WS_HEARTBEAT_SECONDS: "1" });
});
afterAll(() => world.stop());

async function come(role = "user"): Promise<TestSocket> {
  const socket = await openSocket(hub.url, await world.identity.token({ role }));
  await socket.next("hello");
  return socket;
}

it("closes with 1009 for a message of 2 MB, in one frame or in many, and takes one of almost 1 MB", async () => {
  const [whole, parts, fits] = await Promise.all([come(), come(), come()]);
  whole.ws.send("x".repeat(2 * 1024 * 1024));
  for (let part = 0; part < 32; part += 1) parts.ws.send("x".repeat(64 * 1024), { fin: part === 31 });
  fits.ws.send("x".repeat(1024 * 1024));
  expect(await whole.closed).toMatchObject({ code: 1009 });
  expect(await parts.closed).toMatchObject({ code: 1009 });
  expect(await fits.next("error")).toMatchObject({ error_code: "MALFORMED_JSON" });
  fits.ws.terminate();
});

it("closes with 4429 who sends too much, be it messages or pings", async () => {
  const [talker, pinger] = await Promise.all([come(), come()]);
  for (let message = 0; message < 130; message += 1) talker.say({ op: "ping" });
  const over = once(pinger.ws, "close");
  // One after another: of those that come all at once the library itself has enough sooner.
  for (let ping = 0; ping < 130; ping += 1) {
    pinger.ws.ping();
    await Promise.race([once(pinger.ws, "pong"), over]);
  }
  expect(await talker.closed).toEqual({ code: 4429, text: "RATE_LIMITED" });
  expect(talker.of("pong").length).toBeLessThanOrEqual(121);
  expect(await pinger.closed).toMatchObject({ code: 4429 });
});

const nearlyFrames = fc.record(
  {
    op: fc.oneof(fc.constantFrom("subscribe", "unsubscribe", "ping", "renew", "hello", "__proto__"), fc.anything()),
    channels: fc.oneof(
      fc.array(fc.oneof(fc.constantFrom("snapshot", "job_status"), fc.string(), fc.anything())),
      fc.anything(),
    ),
    resume_from: fc.oneof(fc.record({ epoch: fc.string(), version: fc.anything() }), fc.anything()),
    token: fc.anything(),
    id: fc.anything(),
  },
  { requiredKeys: [] },
);

it("answers whatever text or JSON it gets with a frame, and goes on", async () => {
  let socket = await come();
  let sent = 0;
  const message = fc.oneof(
    fc.string(),
    fc.json(),
    nearlyFrames.map((frame) => JSON.stringify(frame) ?? ""),
    fc.uint8Array(),
  );
  await fc.assert(
    fc.asyncProperty(message, async (said) => {
      if (sent % 100 === 99) {
        socket.ws.terminate();
        socket = await come();
      }
      sent += 1;
      const heard = socket.frames.length;
      socket.ws.send(said);
      while (socket.frames.length === heard) await once(socket.ws, "message");
    }),
    { numRuns: 400 },
  );
  expect(sent).toBe(400);
  socket.ws.terminate();
});

it("hangs up on bytes that are no WebSocket, and goes on", async () => {
  const witness = await come();
  for (let round = 0; round < 20; round += 1) {
    const socket = await come();
    const { port } = new URL(hub.url);
    const raw = connect(Number(port), "127.0.0.1");
    raw.on("error", () => undefined);
    raw.end(randomBytes(500));
    await once(raw.resume(), "close");
    // Behind the library's back, in the midst of a connection that is open.
    (socket.ws as unknown as { _socket: NodeJS.WritableStream })._socket.write(Buffer.from([0xff, ...randomBytes(50)]));
    expect([1002, 1006]).toContain((await socket.closed).code);
  }
  await witness.settle();
  witness.ws.terminate();
});

it("drops a socket that does not answer its heartbeat, and keeps one that does", async () => {
  const [silent, lives] = [await openSocket(hub.url, await world.identity.token(), { autoPong: false }), await come()];
  expect((await silent.closed).code).toBe(1006);
  await lives.settle();
  expect(await hub.metrics()).toMatch(/^ws_dropped_total\{[^}]*reason="silent"[^}]*\} [1-9]/m);
  lives.ws.terminate();
});

it("drops readers that stall before a megabyte waits for them, while the others get everything", async () => {
  const [reader, ...stalled] = await Promise.all(Array.from({ length: 11 }, () => come("operator")));
  if (!reader) throw new Error("Nobody reads.");
  for (const socket of [reader, ...stalled]) await socket.subscribe(["job_status"]);
  for (const { ws } of stalled) ws.pause();
  const message = "x".repeat(64 * 1024);
  const failed = { user_id: randomUUID(), run: 1, error_code: "STAGE_FAILED", stage: "video_cutter", message };
  const events = 400;
  for (let sent = 0; sent < events; sent += 1) {
    world.event("job:failed", { ...failed, job_id: randomUUID() });
    await world.flush();
  }
  while (reader.of("event").length < events) await once(reader.ws, "message");
  const metrics = await hub.metrics();
  expect(metrics).toMatch(new RegExp(`^ws_dropped_total\\{[^}]*reason="slow"[^}]*\\} ${stalled.length}$`, "m"));
  await reader.settle();
});
