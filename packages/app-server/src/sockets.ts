import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "@agentos/service-kit/logger";
import type { Plugin } from "http-proxy-middleware";

const path = /^\/ws(?:\?|$)/;

/** The sockets that go through this server. */
export type Sockets = {
  /** Whether an upgrade is one to pass on; it is refused here where it is not. */
  take(request: IncomingMessage, socket: Duplex): boolean;
  /** Ends both sides of a socket together, and refuses where the other side cannot be reached. */
  plugin: Plugin<IncomingMessage>;
  close(): void;
};

/** Follows sockets from their handshake to their end. */
export function followSockets(log: Logger): Sockets {
  const open = new Set<Duplex>();
  return {
    take(request, socket) {
      socket.on("error", () => socket.destroy());
      if (request.method !== "GET" || !path.test(request.url ?? "")) {
        refuse(socket, 404);
        return false;
      }
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      return true;
    },
    plugin(server) {
      server.on("proxyReqWs", (outgoing, _request, socket) => {
        outgoing.once("upgrade", (_response, inner: Duplex) => {
          socket.once("close", () => inner.destroy());
          inner.once("close", () => socket.destroy());
        });
      });
      server.on("error", (error, _request, socket) => {
        log.debug({ err: error }, "a socket was not passed on");
        if (socket && !("writeHead" in socket)) refuse(socket, 503);
      });
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** Browsers show a page nothing of the answer to a handshake but that it failed: there is no need for more words. */
function refuse(socket: Duplex, status: 404 | 503): void {
  if (!socket.writable) return;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroy());
}
