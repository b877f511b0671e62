import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a webhook got: the bytes, and what came with them. */
export type Received = { headers: IncomingHttpHeaders; body: string };

/** Somebody's server that is told by a webhook. */
export type Receiver = {
  port: number;
  got: Received[];
  /** With which status it answers: the first to the first message and so on, the last to all others. */
  answers: number[];
  close(): void;
};

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { port: 0, got: [], answers: [200], close: () => void server.closeAllConnections() };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      receiver.got.push({ headers: request.headers, body });
      const status = receiver.answers[Math.min(receiver.got.length, receiver.answers.length) - 1] ?? 200;
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  receiver.port = (server.address() as AddressInfo).port;
  receiver.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return receiver;
}
