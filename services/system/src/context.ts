import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import { createFileStore, type FileStore } from "@agentos/storage/file-store";
import type { Config } from "./config.ts";
import type { Tables } from "./db/tables.ts";

export const serviceName = "system";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  store: FileStore;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const owner = await openOwner<Tables>(serviceName, config, overrides);
  return {
    ...owner,
    config,
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
  };
}
