import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";

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
      text(response).then(
        (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: read }),
        reject,
      );
    },
  );
  sending.on("error", reject);
  sending.end(bytes);
  return promise;
}
