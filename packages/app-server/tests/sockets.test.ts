import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createAppServer, type AppServer } from "../src/app-server.ts";
import { readAppConfig } from "../src/config.ts";

const root = mkdtempSync(path.join(tmpdir(), "app-server-"));
const gateway = createServer();
const hub = new WebSocketServer({ server: gateway, path: "/ws", handleProtocols: () => "agentos.v1" });
const started: AppServer[] = [];
let seen: IncomingMessage | undefined;

beforeAll(async () => {
  writeFileSync(path.join(root, "index.html"), "<!doctype html><title>The app</title>");
  hub.on("connection", (socket, request) => {
    seen = request;
    socket.on("message", (data) =>
      String(data) === "bye" ? socket.close(4401) : socket.send(`heard ${String(data)}`),
    );
  });
  gateway.listen(0, "127.0.0.1");
  await once(gateway, "listening");
});
afterEach(async () => {
  for (const service of started.splice(0)) await service.stop();
});
afterAll(() => {
  gateway.close();
  rmSync(root, { recursive: true });
});

/** Starts the server; gives where its sockets are. */
async function start(settings: Record<string, string> = {}): Promise<string> {
  const here = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const env = { OPS_PORT: "0", GATEWAY_URL: here, LOG_LEVEL: "error", ...settings };
  const service = createAppServer({ name: "some-ui", config: readAppConfig({ port: 0, root }, env) });
  await service.start();
  started.push(service);
  return service.url().replace("http", "ws");
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url}/ws`, ["agentos.v1", "bearer.a.b.c"], { headers: { origin: "http://app.test" } });
  await once(socket, "open");
  return socket;
}

/** The status that a handshake is refused with. */
async function refusal(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url, "agentos.v1");
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  socket.terminate();
  return response.statusCode;
}

it("passes sockets on with what they came with and from where", async () => {
  const url = await start({ GATEWAY_FROM: "127.0.0.8" });
  const socket = await open(url);
  socket.send("hello");
  const [answer] = (await once(socket, "message")) as [Buffer];
  expect(String(answer)).toBe("heard hello");
  expect(socket.protocol).toBe("agentos.v1");
  expect(seen?.socket.remoteAddress).toBe("127.0.0.8");
  expect(seen?.headers).toMatchObject({
    origin: "http://app.test",
    host: new URL(url).host,
    "sec-websocket-protocol": "agentos.v1,bearer.a.b.c",
    "x-forwarded-for": "127.0.0.1",
    traceparent: expect.stringMatching(/^00-/),
  });
  socket.terminate();
});

it("lets the code of a close through, and ends both sides together", async () => {
  const url = await start();
  const closed = await open(url);
  closed.send("bye");
  expect(await once(closed, "close")).toMatchObject([4401, expect.anything()]);
  const cut = await open(url);
  const [inner] = hub.clients;
  cut.terminate();
  if (inner) await once(inner, "close");
  expect(hub.clients.size).toBe(0);
});

it("refuses what is no socket of ours, and what it cannot pass on", async () => {
  expect(await refusal(`${await start()}/elsewhere`)).toBe(404);
  expect(await refusal(`${await start({ GATEWAY_URL: "http://127.0.0.1:9" })}/ws`)).toBe(503);
});

it("does not wait for its sockets when it stops", async () => {
  const socket = await open(await start());
  const closed = once(socket, "close");
  await started.pop()?.stop();
  expect(await closed).toMatchObject([1006, expect.anything()]);
});
