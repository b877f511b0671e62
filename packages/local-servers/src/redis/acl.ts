import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import { createHash } from "node:crypto";

/** Keys of another service that a service may read, and not change. */
const readable: Readonly<Record<string, readonly string[]>> = { gateway: [snapshotCache.key] };

/**
 * A Redis access list: `admin` may do everything, a service what it likes with keys and channels under its own name and with the counts
 * of limits, and nobody anything without a password. What another service keeps for it, it may read.
 */
export function aclFile(services: readonly string[], passwordOf: (user: string) => string): string {
  const users = [
    "user default off",
    `user admin on ${passwordHash(passwordOf("admin"))} ~* &* +@all`,
    ...services.map((service) => {
      const own = `~${service}:* ~limit:* &${service}:*`;
      const others = (readable[service] ?? []).map((key) => ` %R~${key}`).join("");
      return `user ${service} on ${passwordHash(passwordOf(service))} ${own}${others} +@all -@admin -@dangerous +info`;
    }),
  ];
  return `${users.join("\n")}\n`;
}

/** Redis keeps SHA-256 of passwords, and reads it with `#` in front. */
function passwordHash(password: string): string {
  return `#${createHash("sha256").update(password).digest("hex")}`;
}
