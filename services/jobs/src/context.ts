import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import { createFileStore } from "@agentos/storage/file-store";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { Config } from "./config.ts";
import { schema } from "./db/migrations-directory.ts";
import type { Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";
import { Forecast } from "./orchestrator/forecast.ts";
import { SpeedBook } from "./orchestrator/speed-book.ts";
import { SeenWorkers } from "./queue/seen-workers.ts";
import { createAddressSigner, type SignAddresses } from "./routes/clip-view.ts";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  store: ObjectStore;
  speeds: SpeedBook;
  seenWorkers: SeenWorkers;
  forecast: Forecast;
  signAddresses: SignAddresses;
};

/** Opens what the service needs; waits for NATS, as long as `signal` allows. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const owner = await openOwner<Tables>(schema, config, overrides);
  const { log, metrics, db } = owner;
  const speeds = new SpeedBook(db);
  const seenWorkers = new SeenWorkers();
  return {
    ...owner,
    config,
    meters: createMeters(metrics, db, log),
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
    speeds,
    seenWorkers,
    forecast: new Forecast({ db, speeds, seenWorkers }),
    signAddresses: createAddressSigner(config),
  };
}
