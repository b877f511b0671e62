import { inboxPrefix } from "@agentos/contracts/messages/nats-permissions";
import type { ServiceName } from "@agentos/contracts/services";
import type { Logger } from "@agentos/service-kit/logger";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { shipLogs } from "./ship-logs.ts";

export type NatsOptions = { url: string; service: ServiceName; user: string; password: string; log: Logger };

/**
 * Connects to NATS and stays connected: it waits for the first connection and reconnects for ever, since no service may end
 * because a dependency did. What is logged by `log` is collected from here on.
 */
export async function connectNats({ url, service, user, password, log }: NatsOptions): Promise<NatsConnection> {
  const nc = await connect({
    servers: url,
    user,
    pass: password,
    name: service,
    inboxPrefix: inboxPrefix(service),
    reconnect: true,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: 500,
    reconnectJitter: 200,
    pingInterval: 5000,
    maxPingOut: 2,
    ignoreAuthErrorAbort: true,
  });
  void logStatus(nc, log);
  shipLogs(nc, log);
  return nc;
}

/** Throws when the server does not answer. */
export async function pingNats(nc: NatsConnection): Promise<void> {
  await nc.flush();
}

async function logStatus(nc: NatsConnection, log: Logger): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === "disconnect" || status.type === "reconnect")
      log.warn({ nats: status.type }, "connection to NATS changed");
    if (status.type === "error") log.error({ err: status.error }, "NATS error");
  }
}
