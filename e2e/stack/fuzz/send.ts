import { request } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";

export type Sent = { status: number; headers: IncomingHttpHeaders; text: string };

/** Sends a request as it stands: `fetch` would put its address in order. */
export async function send(
  base: string,
  { method, target, headers, body }: { method: string; target: string; headers: object; body: string | undefined },
): Promise<Sent> {
  const { hostname, port } = new URL(base);
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const length = bytes ? { "content-length": bytes.length } : {};
  const sending = request(
    { hostname, port, method, path: target, headers: { ...headers, ...length }, agent: false },
    (response) => {
      const { statusCode = 0, headers: answered } = response;
      textOf(response).then((read) => resolve({ status: statusCode, headers: answered, text: read }), reject);
    },
  );
  sending.on("error", reject);
  sending.end(bytes);
  return promise;
}

const codings: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  br: promisify(brotliDecompress),
  gzip: promisify(gunzip) as (bytes: Buffer) => Promise<Buffer>,
};

/** In clear: what a client accepts is random, too. */
async function textOf(response: IncomingMessage): Promise<string> {
  const bytes = await buffer(response);
  const decode = bytes.length > 0 ? codings[response.headers["content-encoding"] ?? ""] : undefined;
  return String(decode ? await decode(bytes) : bytes);
}
