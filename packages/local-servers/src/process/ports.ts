import { createServer } from "node:net";

// Below the range from which Linux takes the local ports of outgoing connections (32768 and up): a server that is started
// again on its port must not find a connection there.
const range = { from: 15_000, to: 32_000 };
// A port is given out before anything listens on it. So a process goes upwards and gives none twice, and processes with
// neighbouring ids, as those of one test run have, begin this far from each other.
const stride = 101;
let next = (process.pid * stride) % (range.to - range.from);

/** Whether nothing listens on a port of 127.0.0.1. */
export function portIsFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 on which nothing listens now, and which this process has not had before. */
export async function freePort(): Promise<number> {
  for (let tried = range.from; tried < range.to; tried += 1) {
    const port = range.from + next;
    next = (next + 1) % (range.to - range.from);
    if (await portIsFree(port)) return port;
  }
  throw new Error(`No free port found between ${range.from} and ${range.to}.`);
}
