import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";

export type HttpServer = {
  /** The port that it listens on. */
  port: number;
  server: Server;
  /** Takes nothing new, waits for what is under way, then closes. */
  close(): Promise<void>;
};

const drainMs = 5000;
/** For so long a connection on which nothing is asked stays open. */
export const keepAliveSeconds = 61;
const defaults: ServerOptions = {
  requestTimeout: 300_000,
  headersTimeout: 20_000,
  keepAliveTimeout: keepAliveSeconds * 1000,
};

/** Listens; resolves with the real port. Errors: EADDRINUSE and the like from the system. */
export async function listen(
  handler: RequestListener,
  options: { host: string; port: number; server?: ServerOptions },
): Promise<HttpServer> {
  const server = createServer({ ...defaults, ...options.server }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, server, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(timer);
}
