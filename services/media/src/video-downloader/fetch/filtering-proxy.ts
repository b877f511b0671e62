import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@agentos/contracts/errors";
import { Agent, request } from "undici";
import { checkUrl } from "@agentos/service-kit/outbound/check-url";
import { guardedConnector, type GuardOptions } from "@agentos/service-kit/outbound/guarded-connector";
import { resolveAllowed } from "@agentos/service-kit/outbound/resolve";

export type FilteringProxy = {
  /** With its password, without which nobody else on this machine can use it. */
  url: string;
  /** The first address that was refused, as an error. */
  refused(): AppError | undefined;
  close(): Promise<void>;
};

export type ProxyOptions = GuardOptions & { allowedPorts: readonly number[] };

/** Headers between two neighbours, which are not passed on. */
const hopByHop = new Set([
  "connection",
  "proxy-connection",
  "proxy-authorization",
  "keep-alive",
  "te",
  "trailer",
  "upgrade",
]);

/**
 * An HTTP proxy on loopback for a program that fetches by itself: every address that it asks for passes the same checks as
 * our own fetches, at the moment of the connection.
 */
export async function startFilteringProxy(options: ProxyOptions): Promise<FilteringProxy> {
  const password = randomBytes(24).toString("hex");
  const expected = `Basic ${Buffer.from(`proxy:${password}`).toString("base64")}`;
  const agent = new Agent({ connect: guardedConnector(options) });
  const tunnels = new Set<Duplex>();
  let refused: AppError | undefined;
  const note = (error: unknown): void => {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      if (cause instanceof AppError && cause.code === "URL_NOT_ALLOWED") refused ??= cause;
    }
  };
  const server = createServer((incoming, response) => {
    if (incoming.headers["proxy-authorization"] !== expected) return void response.writeHead(407).end();
    forward(options, agent, incoming, response).catch((error: unknown) => {
      note(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
  });
  server.on("connect", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnels.add(client);
    client.once("close", () => tunnels.delete(client)).on("error", () => client.destroy());
    if (incoming.headers["proxy-authorization"] !== expected) return void client.end("HTTP/1.1 407 No\r\n\r\n");
    tunnel(options, incoming.url ?? "", client, head).catch((error: unknown) => {
      note(error);
      client.end("HTTP/1.1 502 Refused\r\n\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://proxy:${password}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    async close() {
      for (const client of tunnels) client.destroy();
      server.closeAllConnections();
      server.close();
      await agent.destroy();
    },
  };
}

async function forward(
  { allowedPorts }: ProxyOptions,
  dispatcher: Agent,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = checkUrl(incoming.url ?? "", allowedPorts);
  const method = incoming.method === "HEAD" || incoming.method === "POST" ? incoming.method : "GET";
  const answer = await request(url, {
    dispatcher,
    method,
    headers: passedOn(incoming.headers),
    body: method === "POST" ? incoming : null,
  });
  response.writeHead(answer.statusCode, passedOn(answer.headers));
  await pipeline(answer.body, response);
}

function passedOn(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/** Connects the client to a checked address and leaves the two alone: what they say is encrypted. */
async function tunnel(options: ProxyOptions, target: string, client: Duplex, head: Buffer): Promise<void> {
  const url = checkUrl(`https://${target}`, options.allowedPorts);
  const hostname = url.hostname.replaceAll(/[[\]]/g, "");
  const [address] = await resolveAllowed(hostname, options.allowedCidrs, options.lookup);
  if (address === undefined) throw new AppError("URL_UNREACHABLE");
  const server = await open(address, url.port === "" ? 443 : Number(url.port), options.connectTimeoutMs);
  client.write("HTTP/1.1 200 Connected\r\n\r\n");
  server.write(head);
  client.once("close", () => server.destroy());
  // Either side may break off; the other then ends with it, and the program that uses the proxy tells what it missed.
  server.on("error", () => client.destroy()).on("close", () => client.destroy());
  client.pipe(server).pipe(client);
}

async function open(host: string, port: number, timeoutMs: number): Promise<Socket> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(timeoutMs) });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
