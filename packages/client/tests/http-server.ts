import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ErrorCode } from "@agentos/contracts/errors";
import { describeError } from "@agentos/contracts/errors";

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
export type LocalServer = { url: string; port: number; [Symbol.asyncDispose](): Promise<void> };

/** A real server on a free port of loopback. */
export async function listenLocally(answer: Answer, port = 0): Promise<LocalServer> {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function succeed(response: ServerResponse, data: unknown, more: object = {}, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(
    JSON.stringify({ success: true, data, ...more, timestamp: "2025-01-01T00:00:00Z", response_time_ms: 1 }),
  );
}

export function refuse(response: ServerResponse, code: ErrorCode, headers: Record<string, string> = {}): void {
  const { status, says } = describeError(code);
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  const envelope = { success: false, error: says, error_code: code, trace_id: "0af7651916cd43dd8448eb211c80319c" };
  response.end(JSON.stringify({ ...envelope, timestamp: "2025-01-01T00:00:00Z" }));
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
