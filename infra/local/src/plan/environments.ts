import path from "node:path";
import { variableOf, type SchemaOwner, type ServiceName } from "@agentos/contracts/services";
import type { Keys } from "./keys.ts";

export type Environment = Record<string, string>;

/** The services that serve browser apps. */
export const appNames = ["upload-ui", "admin-ui"] as const;

/** A service that is started: the six stages are one service, `media`. */
export type DeployedService = ServiceName | (typeof appNames)[number];

/** Where everything is, as the services of one deployment see it. */
export type Topology = {
  logLevel: string;
  keys: Keys;
  databaseUrl(owner: SchemaOwner): string;
  /** The database as the maintenance role. */
  maintenanceUrl: string;
  nats(service: ServiceName): { url: string; user: string; password: string };
  redisUrl(service: ServiceName): string;
  /** Address of a service's HTTP interface. */
  addressOf(service: DeployedService): string;
  /** Where read-model takes sockets: `ws://…`. */
  socketsUrl: string;
  mediaInput: string;
  mediaOutput: string;
  temp: string;
  demoAccounts: string;
  /** Where the audit trail's signed heads are written: outside the database. */
  auditHeads: string;
  /** Networks from which administrators come, and those of proxies before the gateway; separated by commas. */
  adminNetworks: string;
  trustedProxies: string;
  /** Address that the apps' servers speak to the gateway from, where it is not its only one. */
  appAddress?: string;
  /** Where the supervisor of the processes listens; absent where there is none. */
  supervisorSocket?: string;
};

/** Where one copy of a service listens, and what it is called. */
export type Placement = {
  host: string;
  port?: number;
  opsPort: number;
  wsPort?: number;
  wsHost?: string;
  instance: string;
  searchPath: string;
};

/** The configuration of a copy of a service: what its config.ts reads, and nothing that belongs to another. */
export function environmentOf(service: DeployedService, placement: Placement, topology: Topology): Environment {
  return {
    PATH: placement.searchPath,
    NODE_ENV: "production",
    LOG_LEVEL: topology.logLevel,
    HOST: placement.host,
    INSTANCE: placement.instance,
    OPS_PORT: `${placement.opsPort}`,
    ...(placement.port ? { PORT: `${placement.port}` } : {}),
    ...perService[service](topology),
    ...(service === "read-model" ? doorOf(placement) : {}),
  };
}

const perService: Record<DeployedService, (topology: Topology) => Environment> = {
  identity: (topology) => ({
    ...ownerOf("identity", topology),
    IDENTITY_KEY_ENCRYPTION_KEY: topology.keys.identityEncryption,
    DEMO_ACCOUNTS_FILE: topology.demoAccounts,
  }),
  uploads: (topology) => ({ ...ownerOf("uploads", topology), ...storage(topology) }),
  jobs: (topology) => ({
    ...ownerOf("jobs", topology),
    ...storage(topology),
    MEDIA_TOKEN_KEY: topology.keys.mediaToken,
  }),
  fleet: (topology) => ({ ...ownerOf("fleet", topology), ...runtimeOf(topology) }),
  "action-dispatcher": (topology) => ({
    ...ownerOf("action-dispatcher", topology),
    REDIS_URL: topology.redisUrl("action-dispatcher"),
    ACTION_ALLOWLIST: topology.adminNetworks,
    AUDIT_MASTER_KEY: topology.keys.auditMaster,
  }),
  audit: (topology) => ({
    ...ownerOf("audit", topology),
    ...storage(topology),
    MEDIA_TOKEN_KEY: topology.keys.mediaToken,
    AUDIT_MASTER_KEY: topology.keys.auditMaster,
    AUDIT_SIGNING_KEY: topology.keys.auditSigning,
    AUDIT_HEADS_FOLDER: topology.auditHeads,
  }),
  system: (topology) => ({
    ...ownerOf("system", topology),
    ...storage(topology),
    MAINTENANCE_DATABASE_URL: topology.maintenanceUrl,
    MEDIA_TOKEN_KEY: topology.keys.mediaToken,
  }),
  "read-model": (topology) => ({
    ...natsOf("read-model", topology),
    REDIS_URL: topology.redisUrl("read-model"),
    CALLER_PUBLIC_KEY: topology.keys.callerPublic,
    ADMIN_ALLOWLIST: topology.adminNetworks,
    TRUSTED_PROXIES: topology.trustedProxies,
  }),
  gateway: (topology) => ({
    ...natsOf("gateway", topology),
    REDIS_URL: topology.redisUrl("gateway"),
    CALLER_PRIVATE_KEY: topology.keys.callerPrivate,
    ADMIN_ALLOWLIST: topology.adminNetworks,
    TRUSTED_PROXIES: topology.trustedProxies,
    IDENTITY_URL: topology.addressOf("identity"),
    UPLOADS_URL: topology.addressOf("uploads"),
    JOBS_URL: topology.addressOf("jobs"),
    FLEET_URL: topology.addressOf("fleet"),
    SYSTEM_URL: topology.addressOf("system"),
    [variableOf("action-dispatcher", "URL")]: topology.addressOf("action-dispatcher"),
    [variableOf("read-model", "URL")]: topology.addressOf("read-model"),
    READ_MODEL_WS_URL: topology.socketsUrl,
  }),
  media: (topology) => ({
    ...natsOf("media", topology),
    ...storage(topology),
    TEMP_ROOT: path.join(topology.temp, "media"),
  }),
  "upload-ui": appServer,
  "admin-ui": appServer,
};

function appServer({ addressOf, appAddress }: Topology): Environment {
  return { GATEWAY_URL: addressOf("gateway"), ...(appAddress ? { GATEWAY_FROM: appAddress } : {}) };
}

/** Where the sockets' own door is. */
function doorOf({ host, wsPort = 0, wsHost = host }: Placement): Environment {
  return { WS_HOST: wsHost, WS_PORT: `${wsPort}` };
}

function ownerOf(owner: SchemaOwner, topology: Topology): Environment {
  return {
    ...natsOf(owner, topology),
    DATABASE_URL: topology.databaseUrl(owner),
    CALLER_PUBLIC_KEY: topology.keys.callerPublic,
  };
}

/** By what fleet starts and stops workers. */
function runtimeOf({ supervisorSocket }: Topology): Environment {
  return supervisorSocket ? { FLEET_RUNTIME: "local", SUPERVISOR_SOCKET: supervisorSocket } : { FLEET_RUNTIME: "none" };
}

function natsOf(service: ServiceName, { nats }: Topology): Environment {
  const { url, user, password } = nats(service);
  return { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password };
}

function storage({ mediaInput, mediaOutput }: Topology): Environment {
  return { STORAGE_ROOT_INPUT: mediaInput, STORAGE_ROOT_OUTPUT: mediaOutput };
}
