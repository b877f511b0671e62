import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { FrameCounter } from "./frame-counter.ts";

export type Crowd = {
  /** Messages that have come, over all sockets. */
  readonly messages: number;
  /** Resolves when that many have come since the crowd was opened. */
  until(messages: number): Promise<void>;
  close(): void;
};

export type CrowdOptions = {
  port: number;
  sockets: number;
  /** Offered subprotocols; none unless told. */
  protocols?: string;
  /** Said by each socket once it is open. */
  says?: string;
};

/** Handshakes that are under way at once. */
const atOnce = 50;

/** From a client, so masked; what the server's pings carry is nothing. */
const emptyPong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** Opens sockets that do nothing but count what they are told. Errors: a handshake that was refused. */
export async function openCrowd({ port, sockets, protocols, says }: CrowdOptions): Promise<Crowd> {
  let messages = 0;
  let waiting: { messages: number; resolve: () => void } | undefined;
  const open: Socket[] = [];
  const count = (more: number): void => {
    messages += more;
    if (waiting && messages >= waiting.messages) waiting.resolve();
  };
  const openOne = async (): Promise<void> => {
    const { socket, rest } = await shakeHands(port, protocols);
    const counter = new FrameCounter();
    const take = (chunk: Buffer): void => {
      const { messages: before, pings } = counter;
      counter.take(chunk);
      if (counter.pings > pings) socket.write(emptyPong);
      if (counter.messages > before) count(counter.messages - before);
    };
    take(rest);
    socket.on("data", take);
    socket.on("error", () => socket.destroy());
    if (says !== undefined) socket.write(maskedText(says));
    open.push(socket);
  };
  while (open.length < sockets) {
    const missing = Math.min(atOnce, sockets - open.length);
    await Promise.all(Array.from({ length: missing }, openOne));
  }
  return {
    get messages() {
      return messages;
    },
    async until(wanted) {
      if (messages >= wanted) return;
      await new Promise<void>((resolve) => (waiting = { messages: wanted, resolve }));
      waiting = undefined;
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

async function shakeHands(port: number, protocols: string | undefined): Promise<{ socket: Socket; rest: Buffer }> {
  const socket = connect(port, "127.0.0.1");
  const lines = [
    "GET /ws HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    ...(protocols === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocols}`]),
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  let answer = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    answer = Buffer.concat([answer, chunk]);
    const end = answer.indexOf("\r\n\r\n");
    if (end < 0) continue;
    if (!answer.toString("latin1").startsWith("HTTP/1.1 101 ")) throw new Error(answer.toString());
    return { socket, rest: answer.subarray(end + 4) };
  }
}

/** A short text message from a client, whose payload is masked. */
function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 125) throw new RangeError("Only short messages are said here.");
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]);
}
