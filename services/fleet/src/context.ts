import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import type { Config } from "./config.ts";
import type { Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";
import { Bell } from "./operations/bell.ts";
import { Hearing } from "./registry/hearing.ts";
import { createRuntime } from "./runtime/create-runtime.ts";
import type { Runtime } from "./runtime/runtime.ts";

export const serviceName = "fleet";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  /** How long workers could have been heard. */
  hearing: Pick<Hearing, "secondsHearing" | "deaf" | "close">;
  /** What starts and stops workers. */
  runtime: Runtime;
  /** Wakes the reconciler of this instance. */
  bell: Bell;
  /** Rung by each report of a worker that this instance takes down. */
  reports: Bell;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const runtime = overrides.runtime ?? (await createRuntime(config));
  const owner = await openOwner<Tables>(serviceName, config, overrides);
  const { metrics, nc } = owner;
  const hearing = overrides.hearing ?? new Hearing(nc);
  return {
    ...owner,
    config,
    meters: createMeters(metrics),
    hearing,
    runtime,
    bell: new Bell(),
    reports: new Bell(),
    async close() {
      hearing.close();
      await owner.close();
    },
  };
}
