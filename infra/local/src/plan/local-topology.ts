import { systemPath } from "@agentos/local-servers/process/process-spec";
import type { LocalConfig } from "../config.ts";
import type { Servers } from "../provision/servers.ts";
import type { Folders } from "../state/folders.ts";
import { appNames, environmentOf, type Environment, type Topology } from "./environments.ts";
import type { Keys } from "./keys.ts";
import type { Unit } from "./units.ts";

export type LocalOptions = {
  config: LocalConfig;
  folders: Folders;
  servers: Servers;
  keys: Keys;
  units: readonly Unit[];
};

/** The configuration of each unit of a local start: all on loopback, with what the developer's environment says on top. */
export function localEnvironments(options: LocalOptions): (unit: Unit) => Environment {
  const topology = localTopology(options);
  return (unit) => {
    const { http, ops, ws } = unit.ports;
    const placement = {
      host: isPublic(unit) ? options.config.host : "127.0.0.1",
      ...(http ? { port: http } : {}),
      opsPort: ops,
      ...(ws ? { wsPort: ws, wsHost: options.config.host } : {}),
      instance: unit.instance,
      searchPath: systemPath,
    };
    return { ...environmentOf(unit.service, placement, topology), ...options.config.overrides[unit.service] };
  };
}

/** Whether people's browsers and programs reach it directly. */
function isPublic({ service }: Unit): boolean {
  return service === "gateway" || appNames.some((name) => name === service);
}

/** One more address of loopback. Without it, everybody who comes through an app would come from this machine. */
const appAddress = "127.0.0.8";

function localTopology({ config, folders, servers, keys, units }: LocalOptions): Topology {
  return {
    logLevel: config.logLevel,
    keys,
    databaseUrl: servers.database.urlFor,
    maintenanceUrl: servers.database.maintenanceUrl,
    nats: servers.nats,
    redisUrl: servers.redisUrl,
    addressOf: (service) => `http://127.0.0.1:${portOf(units, service, "http")}`,
    socketsUrl: `ws://127.0.0.1:${portOf(units, "read-model", "ws")}`,
    mediaInput: folders.mediaInput,
    mediaOutput: folders.mediaOutput,
    temp: folders.temp,
    demoAccounts: folders.demoAccounts,
    auditHeads: folders.auditHeads,
    adminNetworks: "127.0.0.0/8,::1",
    // Of all that is on this machine only the apps' servers are believed whom they speak for.
    trustedProxies: appAddress,
    appAddress,
    supervisorSocket: folders.supervisorSocket,
  };
}

function portOf(units: readonly Unit[], service: Unit["service"], of: "http" | "ws"): number {
  const port = units.find((unit) => unit.service === service)?.ports[of];
  if (!port) throw new Error(`${service} has no port.`);
  return port;
}
