import type { Logger } from "@agentos/service-kit/logger";
import { Redis } from "ioredis";

/** Milliseconds that any one command may take: Redis is a help, and a slow help is none. */
const commandMs = 25;
const longestPauseMs = 2000;

/**
 * Connects to Redis and reconnects for ever. A command fails at once when Redis is away, and after 25 ms when it is slow;
 * nothing queues up behind it.
 */
export function connectRedis(options: { url: string; name: string; log: Logger }): Redis {
  const redis = new Redis(options.url, {
    connectionName: options.name,
    commandTimeout: commandMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(longestPauseMs, 50 * 2 ** Math.min(attempt, 8)),
  });
  redis.on("error", (error) => options.log.debug({ err: error }, "redis error"));
  redis.on("close", () => options.log.warn({}, "connection to Redis lost"));
  return redis;
}
