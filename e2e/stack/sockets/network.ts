import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { pipeline } from "node:stream";

/** What lies between clients and hubs: it spreads connections over those that are there, and can be cut. */
export type Network = {
  port: number;
  /** Ends every connection and lets none come about. With `silent` nobody is told: bytes just go nowhere any more. */
  cut(options?: { silent?: boolean }): void;
  mend(): void;
  close(): Promise<void>;
};

/** Sockets that an address may have at a hub. */
const perAddress = 5;
let networks = 0;

/**
 * Opens a network in front of ports of this machine. Every five connections come from an address of loopback of their own, as
 * from people's houses.
 */
export async function openNetwork(targets: readonly number[]): Promise<Network> {
  networks += 1;
  const number = networks;
  const open = new Set<Socket>();
  let isCut = false;
  let accepted = 0;
  const reach = async (source: string, first: number): Promise<Socket | undefined> => {
    for (let turn = 0; turn < targets.length; turn += 1) {
      const port = targets[(first + turn) % targets.length] ?? 0;
      const socket = connect({ port, host: "127.0.0.1", localAddress: source });
      const reached = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      if (reached) return socket;
    }
    return undefined;
  };
  const server = createServer({ pauseOnConnect: true }, async (near) => {
    near.on("error", () => near.destroy());
    const index = accepted;
    accepted += 1;
    const house = Math.floor(index / perAddress);
    const far = isCut ? undefined : await reach(`127.${100 + number}.${house >> 8}.${house & 255 || 1}`, index);
    if (!far || isCut) return void [near, far].map((socket) => socket?.destroy());
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    }
    pipeline(near, far, () => far.destroy());
    pipeline(far, near, () => near.destroy());
    near.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    cut({ silent = false } = {}) {
      isCut = true;
      for (const socket of open) {
        if (silent) socket.pause();
        else socket.destroy();
      }
    },
    mend() {
      isCut = false;
      // What was on its way has been lost; either side would notice in its own time.
      for (const socket of open) if (socket.isPaused()) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
