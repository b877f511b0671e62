import { heartbeat, nudge, type Directives, type Heartbeat } from "@agentos/contracts/messages/fleet";
import { ask, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";

/** What a worker says to fleet, and hears from it. */
export type FleetPort = {
  /** Reports, and gets what the worker is to be. Errors: SERVICE_UNAVAILABLE or TIMEOUT while fleet is away. */
  beat(report: Heartbeat): Promise<Directives>;
  /** Calls back when this worker is to report at once. */
  onNudge(worker: Pick<Heartbeat, "worker_id" | "agent">, report: () => void): { unsubscribe(): void };
};

export function createFleetPort(nc: NatsConnection, log: Logger): FleetPort {
  return {
    // Nobody waits long for a last word.
    beat: (report) => ask(nc, heartbeat, report, report.leaving ? { deadlineMs: 1000 } : {}),
    onNudge: ({ worker_id, agent }, report) =>
      onHint(nc, nudge, log, ({ agents, worker_ids }) => {
        if (agents.includes(agent) || worker_ids.includes(worker_id)) report();
      }),
  };
}
