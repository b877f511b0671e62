import { createLogger } from "@agentos/service-kit/logger";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { Redis } from "ioredis";
import { vi } from "vitest";
import { connectRedis } from "../../src/connect.ts";
import type { RedisLink } from "../../src/redis-link.ts";

export const log = createLogger({ service: "test", instance: "1", level: "silent" });

/** A Redis of the file's own, and connections to it as services have them. */
export type TestLinks = {
  server: TestRedis;
  /** Connects as a service and waits until that is done. The budget is so long that a busy machine does not use it up. */
  connect(budgetMs?: number): Promise<RedisLink>;
  /** Empties it, as an administrator could. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

export async function startLinks(): Promise<TestLinks> {
  const server = await startRedis();
  const links: RedisLink[] = [];
  return {
    server,
    async connect(budgetMs = 20_000) {
      const url = server.urlFor("action-dispatcher");
      const link = connectRedis({ url, name: "test", log, budgetMs });
      links.push(link);
      await vi.waitUntil(() => link.ready, { timeout: 20_000 });
      return link;
    },
    async flush() {
      const admin = new Redis(server.urlFor("admin"));
      await admin.flushall();
      admin.disconnect();
    },
    async stop() {
      for (const link of links) link.close();
      await server.stop();
    },
  };
}
