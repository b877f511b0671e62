import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const seconds = 10;
const linesPerTick = 50;
const tickMs = 10;

/**
 * How long requests take, one after another, to a server of this process; meanwhile it logs 5,000 lines a second, where there is
 * something to log with.
 */
export async function measureRequests(logLine?: (line: number) => void) {
  const server = createServer((_request, response) => void response.end("ok"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const took: number[] = [];
  const begun = performance.now();
  const left = () => performance.now() - begun < seconds * 1000;
  let lines = 0;
  const logging = async (log: (line: number) => void): Promise<void> => {
    while (left()) {
      const due = Math.floor(((performance.now() - begun) / tickMs) * linesPerTick);
      while (lines < due) log(lines++);
      await sleep(tickMs);
    }
  };
  const asking = async (): Promise<void> => {
    while (left()) {
      const sent = performance.now();
      await (await fetch(address)).text();
      took.push(performance.now() - sent);
      await sleep(2);
    }
  };
  await Promise.all([logLine && logging(logLine), asking()]);
  server.close();
  const inOrder = took.toSorted((a, b) => a - b);
  const at = (share: number): string => (inOrder[Math.floor(inOrder.length * share)] ?? 0).toFixed(2);
  return { lines, linesPerSecond: Math.round(lines / seconds), told: `${at(0.5)}/${at(0.99)} ms` };
}
