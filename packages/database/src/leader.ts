import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { Pool, PoolClient } from "pg";

const retryMs = 1000;

/**
 * Runs `work` on one instance at a time: whoever holds the advisory lock `name` on a connection of its own. The signal that
 * `work` gets aborts when the connection, and with it the lead, is lost. The connection itself is for what lasts as long as the
 * lead does (LISTEN, more locks); it is closed afterwards. Returns when `signal` aborts.
 */
export async function runAsLeader(options: {
  pool: Pool;
  name: string;
  signal: AbortSignal;
  log: Logger;
  work: (signal: AbortSignal, client: PoolClient) => Promise<void>;
}): Promise<void> {
  while (!options.signal.aborted) {
    try {
      await leadOnce(options);
    } catch (error) {
      if (!options.signal.aborted) options.log.warn({ err: error, lock: options.name }, "lead lost");
    }
    await pause(retryMs, options.signal);
  }
}

async function leadOnce(options: Parameters<typeof runAsLeader>[0]): Promise<void> {
  const client = await options.pool.connect();
  const lost = new AbortController();
  const onLost = (error?: Error): void =>
    lost.abort(error ?? new Error("the connection that holds the lead was closed"));
  client.on("error", onLost);
  client.on("end", onLost);
  // Closing the connection gives the lock back, also where the work ended with an error or the connection is broken.
  let close = true;
  try {
    const { rows } = await client.query<{ leads: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as leads",
      [options.name],
    );
    if (!rows[0]?.leads) {
      close = false;
      return;
    }
    const leading = AbortSignal.any([options.signal, lost.signal]);
    // Told to stop, or cut off, while the lock was asked for: a signal that has already aborted tells `work` nothing.
    if (leading.aborted) return;
    options.log.debug({ lock: options.name }, "leads");
    await options.work(leading, client);
  } finally {
    client.removeListener("error", onLost);
    client.removeListener("end", onLost);
    client.release(close);
  }
}
