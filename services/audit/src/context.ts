import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import { createFileStore } from "@agentos/storage/file-store";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { Config } from "./config.ts";
import type { Tables } from "./db/tables.ts";
import { createHeadSigner, type HeadSigner } from "./heads/head.ts";
import { createMeters, type Meters } from "./meters.ts";

export const serviceName = "audit";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  /** Where exported files are kept. */
  store: ObjectStore;
  /** Signs the chain's heads. */
  signer: HeadSigner;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const owner = await openOwner<Tables>(serviceName, config, overrides);
  const { log, metrics, db } = owner;
  return {
    ...owner,
    config,
    meters: overrides.meters ?? createMeters(metrics, db, log),
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
    signer: overrides.signer ?? createHeadSigner(config.AUDIT_SIGNING_KEY),
  };
}
