import { freePort } from "@agentos/local-servers/process/ports";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import type { TestNats } from "@agentos/testkit/servers/nats";
import type { TestDatabase } from "@agentos/testkit/servers/test-database";
import { startInFolder, type TestServer } from "@agentos/testkit/servers/test-server";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

export type IdentityProcess = TestServer & {
  url: string;
  /** Demo accounts by role. */
  accounts(): Promise<Record<string, { email: string; password: string }>>;
  /** What it has logged, an object for each line. */
  logLines(): Promise<Record<string, unknown>[]>;
};

const accountsFile = "demo-accounts.json";
const logFile = "identity.log";

/** The real identity service as a process of its own, with demo accounts. */
export async function startIdentity(options: {
  nats: TestNats;
  database: TestDatabase;
  callerPublicKey: string;
}): Promise<IdentityProcess> {
  const [port, opsPort] = [await freePort(), await freePort()];
  const signIn = options.nats.credentials("identity");
  const { folder, ...server } = await startInFolder("identity", async (at) => ({
    spec: {
      name: "identity",
      command: process.execPath,
      args: ["services/identity/src/main.ts"],
      cwd: repositoryRoot,
      env: {
        PATH: systemPath,
        PORT: `${port}`,
        OPS_PORT: `${opsPort}`,
        DATABASE_URL: options.database.urlFor("identity"),
        NATS_URL: signIn.url,
        NATS_USER: signIn.user,
        NATS_PASSWORD: signIn.password,
        CALLER_PUBLIC_KEY: options.callerPublicKey,
        IDENTITY_KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
        DEMO_ACCOUNTS_FILE: path.join(at, accountsFile),
      },
      deathSignal: "KILL" as const,
      stopSignal: "SIGTERM" as const,
      stopWithinMs: 17_000,
      logFile: path.join(at, logFile),
      ports: { http: port, ops: opsPort },
      readyWithinMs: 60_000,
      async probe() {
        const response = await fetch(`http://127.0.0.1:${opsPort}/ready`);
        if (!response.ok) throw new Error(await response.text());
      },
    },
  }));
  return {
    ...server,
    url: `http://127.0.0.1:${port}`,
    accounts: async () => JSON.parse(await readFile(path.join(folder, accountsFile), "utf8")) as Record<string, never>,
    async logLines() {
      const lines = (await readFile(path.join(folder, logFile), "utf8")).split("\n");
      return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
