import { clientAddressHeader, createAddressVerifier } from "@agentos/service-kit/http/client-address";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { errorEnvelope } from "@agentos/contracts/api/envelope";
import { startGateway, type TestGateway } from "./support/gateway.ts";
import { rawRequest } from "./support/raw-request.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const verifyAddress = createAddressVerifier(JSON.stringify(publicKey.export({ format: "jwk" })));

/** Stands where read-model's door is: sends back what it hears. */
let hub: WebSocketServer;
let seen: IncomingMessage[];
let gateway: TestGateway;
let hubPort: number;

beforeAll(async () => {
  hub = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "agentos.v1" });
  await once(hub, "listening");
  hubPort = (hub.address() as AddressInfo).port;
  hub.on("connection", (socket, request) => {
    seen.push(request);
    socket.on("message", (data, binary) => socket.send(data, { binary }));
  });
});
beforeEach(async () => {
  seen = [];
  gateway = await startGateway({
    READ_MODEL_WS_URL: `ws://127.0.0.1:${hubPort}`,
    CALLER_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: "jwk" })),
    TRUSTED_PROXIES: "127.0.0.0/8",
  });
});
afterEach(() => gateway.stop());
afterAll(() => hub.close());

const connect = (headers: Record<string, string> = {}, path = "/ws"): WebSocket =>
  new WebSocket(`${gateway.url.replace("http", "ws")}${path}`, ["agentos.v1", "bearer.a.b.c"], { headers });

async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, "open");
  return socket;
}

describe("a socket", () => {
  it("goes through to the hub, with its protocols, its origin and the host that it asked for", async () => {
    const socket = await opened(connect({ origin: "https://app.example.com", "user-agent": "tests" }));
    expect(socket.protocol).toBe("agentos.v1");
    socket.send("hello");
    const [said] = (await once(socket, "message")) as [Buffer];
    expect(said.toString()).toBe("hello");
    expect(seen[0]?.headers).toMatchObject({
      host: new URL(gateway.url).host,
      origin: "https://app.example.com",
      "user-agent": "tests",
      "sec-websocket-protocol": "agentos.v1,bearer.a.b.c",
    });
    socket.terminate();
  });

  it("tells the hub where it comes from by the gateway's word alone", async () => {
    const forged = {
      [clientAddressHeader]: "203.0.113.1",
      "x-aos-caller": "x",
      cookie: "a=b",
      authorization: "Bearer x",
    };
    const socket = await opened(connect({ ...forged, "x-forwarded-for": "203.0.113.9, 192.0.2.7" }));
    const headers = seen[0]?.headers ?? {};
    expect(await verifyAddress(String(headers[clientAddressHeader]))).toBe("192.0.2.7");
    for (const name of ["x-aos-caller", "cookie", "authorization", "x-forwarded-for"]) {
      expect(headers).not.toHaveProperty(name);
    }
    socket.terminate();
  });

  it("ends on either side when it ends on the other", async () => {
    const socket = await opened(connect());
    const [inner] = [...hub.clients];
    socket.terminate();
    if (inner?.readyState !== WebSocket.CLOSED) await once(inner as WebSocket, "close");
    const other = await opened(connect());
    const [left] = [...hub.clients];
    left?.close(4401, "signed out");
    expect(await once(other, "close")).toEqual([4401, Buffer.from("signed out")]);
  });

  it("is cut off when the gateway stops, and holds that up in no way", async () => {
    const sockets = await Promise.all(Array.from({ length: 5 }, () => opened(connect())));
    const closed = Promise.all(sockets.map((socket) => once(socket, "close")));
    await gateway.service.stop();
    expect((await closed).map(([code]) => code as number)).toEqual([1006, 1006, 1006, 1006, 1006]);
  });
});

describe("the hub's refusal", () => {
  it("reaches the client", async () => {
    hub.options.verifyClient = (_info: unknown, answer: (yes: boolean, code: number) => void) => answer(false, 403);
    const socket = connect();
    const [error] = (await once(socket, "error")) as [Error];
    expect(error.message).toMatch(/403/);
    delete hub.options.verifyClient;
  });

  it("to be reached at all is told in the form of all refusals", async () => {
    const elsewhere = await startGateway({ READ_MODEL_WS_URL: "ws://127.0.0.1:1" });
    const answer = await rawRequest(elsewhere.url, [
      "GET /ws?x=1 HTTP/1.1",
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "X-Trace-Id: 0af7651916cd43dd8448eb211c80319c",
    ]);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    const { error_code } = errorEnvelope.strict().parse(JSON.parse(answer.body));
    expect(error_code).toBe("SERVICE_UNAVAILABLE");
    await elsewhere.stop();
  });
});

it("a request for /ws that asks for no socket is not found", async () => {
  expect((await fetch(`${gateway.url}/ws`)).status).toBe(404);
});
