import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import { createFileStore, type FileStore } from "@agentos/storage/file-store";
import type { Config } from "./config.ts";
import { schema } from "./db/migrations-directory.ts";
import type { Tables } from "./db/tables.ts";
import { Turns } from "./domain/turns.ts";
import { createMeters, type Meters } from "./meters.ts";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  store: FileStore;
  /** Of this instance's requests, one at a time receives a chunk. */
  turns: Turns;
  /** Aborts when the service stops. */
  stopping: AbortSignal;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(
  config: Config,
  stopping: AbortSignal,
  overrides: Partial<Context> = {},
): Promise<Context> {
  const owner = await openOwner<Tables>(schema, config, overrides);
  const { metrics } = owner;
  const roots = { inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT };
  return {
    ...owner,
    config,
    meters: createMeters(metrics),
    store: overrides.store ?? createFileStore(roots),
    turns: new Turns(),
    stopping,
  };
}
