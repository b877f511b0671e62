import { prepareRedis, type RedisServer } from "@agentos/local-servers/redis/redis";
import { ephemeralSecrets } from "@agentos/local-servers/secrets";
import path from "node:path";
import { requireProgram } from "./require-program.ts";
import { startInFolder, type TestServer } from "./test-server.ts";

export type TestRedis = TestServer & Pick<RedisServer, "port" | "urlFor">;

/** A Redis of the test file's own, as `npm start` has it. Stop it in `afterAll`. */
export async function startRedis(): Promise<TestRedis> {
  const { prepared, ...server } = await startInFolder("redis", (folder) =>
    prepareRedis({
      program: requireProgram("redis"),
      folder,
      logFile: path.join(folder, "redis.log"),
      secrets: ephemeralSecrets(),
    }),
  );
  return { ...server, port: prepared.port, urlFor: prepared.urlFor };
}
