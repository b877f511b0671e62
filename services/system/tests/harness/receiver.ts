import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
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
  const receiver: Receiver = {
    port: 0,
    got: [],
    answers: [200],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    receiver.got.push({ headers: request.headers, body: await text(request) });
    const status = receiver.answers[Math.min(receiver.got.length, receiver.answers.length) - 1] ?? 200;
    response.writeHead(status, { location: "/elsewhere" }).end();
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  receiver.port = (server.address() as AddressInfo).port;
  return receiver;
}

/** Somebody's server that takes connections and never says anything. */
export type Silence = { port: number; asked: boolean; close(): void };

export async function startSilence(): Promise<Silence> {
  const server = createServer(() => (silence.asked = true)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const silence: Silence = {
    port: (server.address() as AddressInfo).port,
    asked: false,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return silence;
}
