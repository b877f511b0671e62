import { once } from "node:events";
import { Duplex } from "node:stream";
import { expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { WebSocket } from "ws";
import { encodeText } from "./text-frame.ts";

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  "is read by others as the text of %i bytes that it is",
  async (length) => {
    const server = new WebSocketServer({ port: 0 });
    await once(server, "listening");
    const wires: Duplex[] = [];
    server.on("connection", (_ws, { socket }) => wires.push(socket));
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
    await once(client, "open");
    const text = "ä".repeat(Math.floor(length / 2)) + "x".repeat(length % 2);
    const said = once(client, "message");
    wires[0]?.write(encodeText(text));
    const [data, isBinary] = (await said) as [Buffer, boolean];
    expect([data.toString() === text, isBinary]).toEqual([true, false]);
    client.terminate();
    server.close();
  },
);
