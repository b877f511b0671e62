import { generateKeyPairSync, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";

/** Jobs as a process of its own. */
export function startJobsService(on: { databaseUrl: string; nats: { url: string; user: string; password: string } }): {
  stop(): Promise<void>;
} {
  const folder = mkdtempSync(path.join(tmpdir(), "agentos-bench-"));
  const { publicKey } = generateKeyPairSync("ed25519");
  const child = spawn(process.execPath, [path.join(repositoryRoot, "services/jobs/src/main.ts")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      DATABASE_URL: on.databaseUrl,
      NATS_URL: on.nats.url,
      NATS_USER: on.nats.user,
      NATS_PASSWORD: on.nats.password,
      CALLER_PUBLIC_KEY: JSON.stringify(publicKey.export({ format: "jwk" })),
      STORAGE_ROOT_INPUT: path.join(folder, "input"),
      STORAGE_ROOT_OUTPUT: path.join(folder, "output"),
      MEDIA_TOKEN_KEY: randomBytes(32).toString("hex"),
      LOG_LEVEL: "warn",
    },
  });
  return {
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
