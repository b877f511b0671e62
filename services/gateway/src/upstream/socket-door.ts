import { AppError } from "@agentos/contracts/errors";
import { clientAddressHeader, createAddressSigner } from "@agentos/service-kit/http/client-address";
import type { Logger } from "@agentos/service-kit/logger";
import { runInTrace, traceOf, traceparent } from "@agentos/service-kit/trace";
import { createProxyMiddleware, type Plugin } from "http-proxy-middleware";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { addressOf, type TrustsProxy } from "../edge/client-address.ts";
import { rawAnswer } from "@agentos/service-kit/http/raw-answer";

export type SocketDoorOptions = {
  /** Where the hub of the sockets listens: `ws://…`. */
  target: string;
  /** Ed25519 JWK that signs the client's address. */
  privateJwk: string;
  trusts: TrustsProxy;
  log: Logger;
};

/** Hands WebSockets on to the hub, which checks token, origin and limits itself. */
export type SocketDoor = {
  /** Whether a request may become a socket; all others are answered as requests. */
  accepts(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts the sockets off, which clients take for a sign to connect anew. */
  close(): void;
};

const path = /^\/ws(?:\?|$)/;
/** Milliseconds that the hub may take to accept or refuse. */
const upgradeTimeout = 10_000;

/** What the hub sees of a client's headers. `Host` as the client sent it: the origin is held against it. */
const passed = [
  "connection",
  "host",
  "origin",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-protocol",
  "sec-websocket-version",
  "upgrade",
  "user-agent",
] as const;

export function createSocketDoor({ target, privateJwk, trusts, log }: SocketDoorOptions): SocketDoor {
  const sign = createAddressSigner(privateJwk);
  const open = new Set<Duplex>();
  const proxy = createProxyMiddleware({ target, upgradeTimeout, ejectPlugins: true, plugins: [followSockets(log)] });
  const handOn = async (request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> => {
    const address = await sign(addressOf(request, trusts));
    request.headers = socketHeaders(request.headers, address);
    proxy.upgrade(request, socket, head);
  };
  return {
    accepts: ({ url, method, headers }) =>
      method === "GET" && path.test(url ?? "") && headers.upgrade?.toLowerCase() === "websocket",
    upgrade(request, socket, head) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
      runInTrace(traceOf(request.headers), () =>
        handOn(request, socket as Socket, head).catch((error: unknown) => refuse(socket, error, log)),
      );
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

function socketHeaders(client: IncomingHttpHeaders, address: string): IncomingHttpHeaders {
  const kept = passed.map((name) => [name, client[name]]).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(kept), traceparent: traceparent(), [clientAddressHeader]: address };
}

function followSockets(log: Logger): Plugin<IncomingMessage> {
  return (server) => {
    server.on("proxyReqWs", (outgoing, _request, socket) => {
      // The one side's end is the other's, also where it comes without a word.
      outgoing.once("upgrade", (_response, inner: Duplex) => {
        socket.once("close", () => inner.destroy());
        inner.once("close", () => socket.destroy());
      });
    });
    server.on("error", (error, _request, socket) => {
      if (socket && !("writeHead" in socket)) refuse(socket, error, log);
    });
  };
}

function refuse(socket: Duplex, cause: unknown, log: Logger): void {
  log.debug({ err: cause }, "a socket was not handed on");
  if (!socket.writable) return;
  const error = new AppError("SERVICE_UNAVAILABLE", undefined, { cause, retryAfterSeconds: 2 });
  socket.end(rawAnswer(error), () => socket.destroy());
}
