import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { errorEnvelope } from "@agentos/contracts/api/envelope";
import { startGateway, type TestGateway } from "./support/gateway.ts";
import { rawRequest } from "./support/raw-request.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

/** A connection that sends a byte of a header now and then, and never the end. */
function dawdle(): { socket: Socket; ended: Promise<void> } {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname, () => socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
  const drip = setInterval(() => socket.write("a"), 500);
  socket.on("error", () => undefined);
  socket.resume();
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => {
      clearInterval(drip);
      resolve();
    });
  });
  return { socket, ended };
}

it.concurrent("hundreds of clients that never finish their headers keep nobody else waiting, and are sent away", async () => {
  const clients = Array.from({ length: 300 }, dawdle);
  for (let turn = 0; turn < 20; turn += 1) expect((await fetch(`${gateway.url}/api/auth/jwks`)).status).toBe(200);
  await Promise.all(clients.map((client) => client.ended));
  expect(clients.every(({ socket }) => socket.destroyed)).toBe(true);
});

it.concurrent("a client that is too slow is told so", async () => {
  const answer = await rawRequest(gateway.url, "GET / HTTP/1.1\r\nHost: localhost\r\n");
  expect(answer.status).toBe(400);
  const { error } = errorEnvelope.strict().parse(JSON.parse(answer.body));
  expect(error).toBe("The request was not sent in time.");
});
