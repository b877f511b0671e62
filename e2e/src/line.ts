import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** The way between a browser and the app, on which sockets can be cut while requests go through. */
export type Line = {
  /** Where the app is, over this line. */
  app: string;
  /** Cuts all sockets, and lets none through until they are let again. */
  cutSockets(): void;
  letSockets(): void;
  close(): Promise<void>;
};

/** Lays a line to the app. */
export async function layLine(app: string): Promise<Line> {
  const target = new URL(app);
  const all = new Set<Socket>();
  const sockets = new Set<Socket>();
  let cut = false;
  const server = createServer((near) => {
    follow(all, near);
    near.once("data", (first) => {
      // A browser opens a connection of its own for each socket, and uses it for nothing else.
      const isSocket = first.toString("latin1").startsWith("GET /ws");
      if (isSocket && cut) return near.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const end of [near, far]) follow(all, end);
      if (isSocket) for (const end of [near, far]) follow(sockets, end);
      near.once("close", () => far.destroy());
      far.once("close", () => near.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    app: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutSockets() {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    letSockets: () => void (cut = false),
    async close() {
      for (const socket of all) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function follow(kept: Set<Socket>, socket: Socket): void {
  kept.add(socket);
  socket.once("close", () => kept.delete(socket));
  socket.on("error", () => socket.destroy());
}
