import { Counter, type Registry } from "prom-client";

/** What the service counts of its own subject. */
export type Meters = {
  events: Counter<"event">;
  /** Sign-ins by outcome. */
  logins: Counter<"outcome">;
  /** Exchanges of refresh tokens by verdict. */
  refreshes: Counter<"verdict">;
};

export function createMeters(registry: Registry): Meters {
  const registers = [registry];
  return {
    events: new Counter({
      name: "identity_events_total",
      help: "What happened to accounts, sessions and keys",
      labelNames: ["event"],
      registers,
    }),
    logins: new Counter({ name: "identity_logins_total", help: "Sign-ins", labelNames: ["outcome"], registers }),
    refreshes: new Counter({
      name: "identity_refreshes_total",
      help: "Exchanges of refresh tokens",
      labelNames: ["verdict"],
      registers,
    }),
  };
}
