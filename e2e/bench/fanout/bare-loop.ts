import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/**
 * The anchor, as a program: a server of the `ws` library that sends each line of its standard input to all its clients, in a
 * loop. Prints its port.
 */
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("listening", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) for (const client of server.clients) client.send(line);
});
process.stdin.on("end", () => process.exit());
