import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Redis } from "ioredis";
import { serviceNames } from "@agentos/contracts/services";
import { systemPath, type ProcessSpec } from "../process/process-spec.ts";
import { freePort } from "../process/ports.ts";
import type { FoundProgram } from "../programs/find.ts";
import type { Secrets } from "../secrets.ts";
import { aclFile } from "./acl.ts";

export type RedisOptions = { program: FoundProgram; folder: string; logFile: string; secrets: Secrets };

export type RedisServer = {
  spec: ProcessSpec;
  port: number;
  /** URL for a user of the access list: a service's name, or `admin`. */
  urlFor(user: string): string;
};

/** A private Redis on a free port of 127.0.0.1: an append-only file, no snapshots, a password for every user. */
export async function prepareRedis({ program, folder, logFile, secrets }: RedisOptions): Promise<RedisServer> {
  const command = program["redis-server"] as string;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const acl = path.join(folder, "users.acl");
  const password = (user: string): string => secrets.get(`redis/${user}`);
  writeFileSync(acl, aclFile(serviceNames, password), { mode: 0o600 });
  const urlFor = (user: string): string => `redis://${user}:${password(user)}@127.0.0.1:${port}`;
  const spec: ProcessSpec = {
    name: "redis",
    command,
    args: Object.entries(settings({ port, folder, acl })).flatMap(([name, value]) => [`--${name}`, value]),
    env: { PATH: systemPath, LC_ALL: "C.UTF-8" },
    cwd: folder,
    deathSignal: "INT",
    stopSignal: "SIGINT",
    stopWithinMs: 10_000,
    logFile,
    ports: { redis: port },
    probe: () => askRedis(urlFor("admin")),
    readyWithinMs: 30_000,
  };
  return { spec, port, urlFor };
}

/** Throws unless the server answers. */
export async function askRedis(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2000 });
  // The failure is thrown by connect; without a listener it would be printed as well.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.disconnect();
  }
}

function settings({ port, folder, acl }: { port: number; folder: string; acl: string }): Record<string, string> {
  return {
    bind: "127.0.0.1",
    port: `${port}`,
    dir: folder,
    aclfile: acl,
    appendonly: "yes",
    save: "",
    daemonize: "no",
    logfile: "",
  };
}
