import { readFileSync } from "node:fs";
import type { Account } from "./process/process-spec.ts";

/**
 * The account under which PostgreSQL runs: it refuses to be root, so root lends it `postgres`, which its packages create.
 * Undefined when we are not root: then it is our own. Errors: root, and no such account.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = readAccount("postgres");
  if (!account) throw new Error("PostgreSQL does not run as root, and there is no account named postgres. Create it.");
  return account;
}

function readAccount(name: string): Account | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}
