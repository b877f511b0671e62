import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut: connections break, and new ones are refused until it is mended. */
export type CuttableWay = { port: number; cut(): void; mend(): void; close(): Promise<void> };

export async function cuttableWay(to: { host: string; port: number }): Promise<CuttableWay> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(to);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on("error", () => one.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      breakAll();
    },
    mend: () => void (isCut = false),
    async close() {
      breakAll();
      server.close();
      await once(server, "close");
    },
  };
}
