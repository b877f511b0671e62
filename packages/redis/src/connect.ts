import type { Logger } from "@agentos/service-kit/logger";
import { Redis } from "ioredis";
import { RedisLink } from "./redis-link.ts";

export type RedisOptions = {
  url: string;
  /** Names the connection in Redis' own lists. */
  name: string;
  log: Logger;
  /** Milliseconds that an answer may take: Redis is a help, and a slow help is none. 25 unless told. */
  budgetMs?: number;
};

const usualBudgetMs = 25;
const longestPauseMs = 2000;
/** A connection on which nothing comes back for so long is given up, and another one opened. */
const deafMs = 2000;

/**
 * Connects to Redis and reconnects for ever. A call fails at once when Redis is away, and after `budgetMs` when it is slow;
 * nothing queues up behind it, and nothing is sent a second time.
 */
export function connectRedis({ url, name, log, budgetMs = usualBudgetMs }: RedisOptions): RedisLink {
  const client = new Redis(url, {
    connectionName: name,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: deafMs,
    socketTimeout: deafMs,
    retryStrategy: (attempt) => Math.min(longestPauseMs, 50 * 2 ** Math.min(attempt, 8)),
  });
  client.on("error", (error) => log.debug({ err: error }, "redis error"));
  let connected = false;
  client.on("ready", () => {
    connected = true;
    log.info({}, "connected to Redis");
  });
  // Told once, not with every attempt to come back.
  client.on("close", () => {
    if (connected) log.warn({}, "connection to Redis lost");
    connected = false;
  });
  return new RedisLink(client, budgetMs);
}
