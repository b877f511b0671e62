import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { whoListens } from "./who-listens.ts";

it("names the process that has a port", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(whoListens(port)).toContain(`(pid ${process.pid})`);
  server.close();
  await once(server, "close");
  expect(whoListens(port)).toBeUndefined();
});
