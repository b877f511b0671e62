import { createHash } from "node:crypto";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";

/** What a service reads of another one's keys. */
const readsAlso: Readonly<Record<string, string>> = { gateway: snapshotCache.key };

/**
 * A Redis access list: `admin` may do everything, a service what it likes with keys and channels under its own name and with the
 * counts of limits, the gateway also read the snapshot, and nobody anything without a password.
 */
export function aclFile(services: readonly string[], passwordOf: (user: string) => string): string {
  const users = [
    "user default off",
    `user admin on ${passwordHash(passwordOf("admin"))} ~* &* +@all`,
    ...services.map((service) => {
      const also = readsAlso[service] === undefined ? "" : ` %R~${readsAlso[service]}`;
      const own = `~${service}:* ~limit:*${also} &${service}:*`;
      return `user ${service} on ${passwordHash(passwordOf(service))} ${own} +@all -@admin -@dangerous +info`;
    }),
  ];
  return `${users.join("\n")}\n`;
}

/** Redis keeps SHA-256 of passwords, and reads it with `#` in front. */
function passwordHash(password: string): string {
  return `#${createHash("sha256").update(password).digest("hex")}`;
}
