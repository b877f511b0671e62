import { snapshotHeartbeat, snapshotPatches } from "@agentos/contracts/messages/read-model";
import { AppError } from "@agentos/contracts/errors";
import { onHint } from "@agentos/messaging/request";
import { errorBody } from "@agentos/service-kit/http/errors";
import { listen } from "@agentos/service-kit/http/server";
import type { ServiceScope } from "@agentos/service-kit/service";
import type { RequestListener } from "node:http";
import type { Context } from "../context.ts";
import { createClientOf } from "./client-of.ts";
import { Doorkeeper } from "./doorkeeper.ts";
import { Hearing } from "./hearing.ts";
import { createHubMetrics } from "./hub-metrics.ts";
import { Hub } from "./hub.ts";
import { shareSeats } from "./share-seats.ts";

/** Milliseconds that sockets have to answer the goodbye of a hub that stops. */
const goodbyeMs = 1000;

/** Starts the hub of this instance, with a door of its own, to which the gateway hands on what comes to it. Gives the port. */
export async function startHub(context: Context, onStop: ServiceScope["onStop"]): Promise<{ port: number }> {
  const { config, access, nc, log, feed } = context;
  const metrics = createHubMetrics(context.metrics, () => hub.size);
  const hub = new Hub({ access, metrics, heartbeatSeconds: config.WS_HEARTBEAT_SECONDS, isLive: () => hearing.live });
  const hearing = new Hearing({
    nc,
    onChange: (live) => hub.tellAll({ op: "status", live }),
    onReturn: () => hub.tellAll({ op: "resync", reason: "reconnected" }),
  });
  const shared = shareSeats({ nc, log, perAddress: () => config.WS_SOCKETS_PER_ADDRESS });
  const doorkeeper = new Doorkeeper({
    access,
    adminNetworks: config.ADMIN_ALLOWLIST,
    origins: config.WS_ORIGINS,
    clientOf: createClientOf({ gatewayKey: config.CALLER_PUBLIC_KEY, proxies: config.TRUSTED_PROXIES }),
    seats: shared.seats,
    capacity: config.WS_MAX_SOCKETS,
    log,
    onDrop: metrics.countDrop,
    onSocket: (ws, wire, pass) => hub.add(ws, wire, pass),
  });
  const stops = [
    feed.listen((told) => hub.tellEvent(told)),
    access.onChange((userId) => hub.review(userId)),
    unsubscribed(onHint(nc, snapshotPatches, log, (patches) => hub.patches.take(patches))),
    unsubscribed(
      onHint(nc, snapshotHeartbeat, log, (heartbeat) => {
        hub.patches.hear(heartbeat);
        hearing.heard();
      }),
    ),
    beating(hub, config.WS_HEARTBEAT_SECONDS),
    () => hearing.close(),
    () => shared.stop(),
  ];
  onStop(async () => {
    for (const stop of stops) stop();
  });
  const door = await listen(sayWhatThisIs, { host: config.WS_HOST, port: config.WS_PORT });
  door.server.on("upgrade", doorkeeper.upgrade);
  onStop(async () => {
    hub.goAway();
    await doorkeeper.untilEmpty(goodbyeMs);
    doorkeeper.close();
    await door.close();
  });
  log.info({ ws_port: door.port }, "sockets are let in");
  return { port: door.port };
}

function unsubscribed(subscription: { unsubscribe(): void }): () => void {
  return () => subscription.unsubscribe();
}

/** Beside being asked whether they live, sockets are judged anew: the book of access may have forgotten what it knew of them. */
function beating(hub: Hub, seconds: number): () => void {
  const timer = setInterval(() => {
    hub.beat();
    hub.review(undefined);
  }, seconds * 1000);
  return () => clearInterval(timer);
}

/** Answers who comes without wanting a socket (RFC 9110, 15.5.22). */
const sayWhatThisIs: RequestListener = (_request, response) => {
  const body = errorBody(new AppError("NOT_FOUND", "There are only sockets here: connect with a WebSocket client."));
  response.writeHead(426, { Upgrade: "websocket", "Content-Type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
};
