import { z } from "zod";
import { connectDatabase } from "@agentos/database/connect";
import { assertSchemaVersion } from "@agentos/database/migrate";
import { createLogger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import { readAdminConfig } from "./config.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import type { Tables } from "./db/tables.ts";
import { insertUser } from "./db/users.ts";
import { makePassword } from "./domain/make-password.ts";
import { createPasswordHasher } from "./domain/password-hasher.ts";
import { change } from "./events.ts";
import { createMeters } from "./meters.ts";

const usage = `Makes an administrator's account.
  node services/identity/src/create-admin.ts <e-mail> < file-with-the-password
  node services/identity/src/create-admin.ts <e-mail>      (makes a password and prints it)
DATABASE_URL says where the accounts are.
`;

const minimum = 12;

/** The first line of standard input, or a new password where nothing is piped in. */
async function readPassword(): Promise<{ password: string; made: boolean }> {
  let text = "";
  if (!process.stdin.isTTY) for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
  const [line = ""] = text.split(/\r?\n/);
  if (line === "") return { password: makePassword(), made: true };
  if (line.length < minimum) throw new Error(`The password needs at least ${minimum} characters.`);
  return { password: line, made: false };
}

async function createAdmin(email: string): Promise<void> {
  const { password, made } = await readPassword();
  const config = readAdminConfig();
  const log = createLogger({ service: "create-admin", instance: "cli", level: config.LOG_LEVEL });
  const { db, pool, close } = connectDatabase<Tables>({
    url: config.DATABASE_URL,
    poolSize: 3,
    applicationName: "create-admin",
    log,
  });
  try {
    await assertSchemaVersion(pool, migrationsDirectory);
    const passwordHash = await createPasswordHasher({ concurrency: 1, waiting: 1 }).hash(password);
    const meters = createMeters(createMetrics("create-admin"));
    await change({ db, log, meters }, (unit) => insertUser(unit, { email, passwordHash, role: "admin" }));
  } finally {
    await close();
  }
  process.stdout.write(`${email} is an administrator now.\n`);
  if (made) process.stdout.write(`Password: ${password}\n`);
}

const email = z.email().max(254).toLowerCase().safeParse(process.argv[2]);
if (!email.success) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  try {
    await createAdmin(email.data);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
