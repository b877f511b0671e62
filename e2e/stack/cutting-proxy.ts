import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";

/** A door in front of a server, at which a connection can be cut at the worst moment. */
export type CuttingProxy = {
  url: string;
  /** The next answer to a request that begins so is kept back, and its connection cut: the server has done it, nobody hears. */
  loseNextAnswerTo(begin: string): void;
  /** Answers that were lost so far. */
  lost: number;
  close(): Promise<void>;
};

/** Opens one on a free port of loopback. `target`: an address such as `http://127.0.0.1:8001`. */
export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  let waited: string | undefined;
  const open = new Set<{ destroy(): unknown }>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let cutting = false;
    near.on("data", (bytes: Buffer) => {
      if (waited !== undefined && bytes.toString("latin1").startsWith(waited)) {
        cutting = true;
        waited = undefined;
      }
      far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      if (!cutting) return void near.write(bytes);
      proxy.lost += 1;
      near.destroy();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseNextAnswerTo: (begin) => (waited = begin),
    lost: 0,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}
