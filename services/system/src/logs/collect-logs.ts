import type { Context } from "../context.ts";
import { createLogMeters } from "./meters.ts";
import { TailTeller } from "./tail-teller.ts";
import { serveLogLines } from "./take-lines.ts";

/** Takes in what all services log, until it is stopped. */
export function collectLogs({ db, nc, log, metrics }: Pick<Context, "db" | "nc" | "log" | "metrics">): {
  drain(): Promise<void>;
} {
  const tail = new TailTeller(nc);
  const taking = serveLogLines({ db, nc, log, meters: createLogMeters(metrics), tail });
  return {
    async drain() {
      await taking.drain();
      tail.stop();
    },
  };
}
