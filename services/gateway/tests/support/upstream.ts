import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Upstream = {
  url: string;
  /** Requests that it got, oldest first. */
  seen: IncomingMessage[];
  /** What it answers from now on. */
  answerWith(handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  /** It answers with the body's length again. */
  echo(): void;
  /** Ends it, with every connection. */
  down(): Promise<void>;
  /** Starts it again on the same port. */
  up(): Promise<void>;
};

/** A server that stands where a service would, and answers every request with its body's length. */
export async function startUpstream(): Promise<Upstream> {
  const seen: IncomingMessage[] = [];
  let handler: (request: IncomingMessage, response: ServerResponse) => void = echoLength;
  const start = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      seen.push(request);
      handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return server;
  };
  let server = await start(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    answerWith: (next) => (handler = next),
    echo: () => (handler = echoLength),
    async down() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async up() {
      server = await start(port);
    },
  };
}

function echoLength(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ success: true, data: { bytes } }));
  });
}
