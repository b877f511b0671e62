import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import type { Config } from "./config.ts";
import { schema } from "./db/migrations-directory.ts";
import type { Tables } from "./db/tables.ts";
import { createPasswordHasher, type PasswordHasher } from "./domain/password-hasher.ts";
import { createSecrets, type Secrets } from "./domain/secrets.ts";
import { KeyRing } from "./keys/key-ring.ts";
import { rotationPolicy } from "./keys/policy.ts";
import { createWaitingRoom, type WaitingRoom } from "./lockout/waiting-room.ts";
import { lockoutPolicy, type LockoutPolicy } from "./lockout/policy.ts";
import { createMeters, type Meters } from "./meters.ts";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  secrets: Secrets;
  keys: KeyRing;
  passwords: PasswordHasher;
  lockout: { policy: LockoutPolicy; waiting: WaitingRoom };
};

/** Opens what the service needs; waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const owner = await openOwner<Tables>(schema, config, overrides);
  const { log, metrics, db } = owner;
  const meters = overrides.meters ?? createMeters(metrics);
  const secrets = createSecrets(config.IDENTITY_KEY_ENCRYPTION_KEY);
  return {
    ...owner,
    config,
    meters,
    secrets,
    keys: new KeyRing({ db, log, meters, secrets, policy: rotationPolicy(config) }),
    passwords:
      overrides.passwords ??
      createPasswordHasher({ concurrency: config.HASH_CONCURRENCY, waiting: config.HASH_WAITING }),
    lockout: { policy: lockoutPolicy(config), waiting: createWaitingRoom(config.HASH_WAITING) },
  };
}
