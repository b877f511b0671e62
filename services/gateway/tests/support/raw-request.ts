import { connect } from "node:net";

export type RawAnswer = { status: number; headers: Headers; body: string };

/**
 * Sends bytes as they are and reads until the connection closes or an answer is complete: for requests that no client would
 * send. Lines are joined and ended as HTTP wants it.
 */
export function rawRequest(url: string, request: readonly string[] | string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const text = typeof request === "string" ? request : `${request.join("\r\n")}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      received += chunk;
      const answer = parse(received);
      if (!answer) return;
      socket.destroy();
      resolve(answer);
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const answer = parse(received, true);
      if (answer) resolve(answer);
      else reject(new Error(`The connection was closed after: ${received.slice(0, 200)}`));
    });
  });
}

function parse(received: string, closed = false): RawAnswer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = received.slice(0, end).split("\r\n");
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
  );
  const body = received.slice(end + 4);
  const wanted = Number(headers.get("content-length") ?? Number.POSITIVE_INFINITY);
  if (!closed && Buffer.byteLength(body) < wanted) return undefined;
  return { status: Number(first.split(" ")[1]), headers, body };
}
