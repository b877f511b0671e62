import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { maintenanceRole, schemaOf, schemaOwners, serviceNames, variableOf } from "@agentos/contracts/services";
import { natsConfiguration } from "@agentos/local-servers/nats/configuration";
import { superuser } from "@agentos/local-servers/postgres/postgres";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { aclFile } from "@agentos/local-servers/redis/acl";
import { openSecrets, type Secrets } from "@agentos/local-servers/secrets";
import type { ComposeConfig } from "./config.ts";
import {
  appNames,
  environmentOf,
  type DeployedService,
  type Environment,
  type Topology,
} from "../plan/environments.ts";
import { keysOf } from "../plan/keys.ts";

const deployed: readonly DeployedService[] = [...serviceNames, ...appNames];
const database = "agentos";
const httpPort = 8080;
const opsPort = 9090;
const wsPort = 8765;

/**
 * Writes what each container of the compose file is configured by, in a folder of its own that it alone mounts: an `env` file
 * for each service, the password of PostgreSQL, the users of Redis and of NATS. Secrets are made once and kept beside.
 * Returns the names of the folders.
 */
export function writeConfiguration(config: ComposeConfig): string[] {
  const output = config.OUTPUT;
  const secrets = openSecrets(path.join(output, "secrets.json"));
  const topology = composeTopology(secrets, config);
  const files: Record<string, Record<string, string>> = {
    postgres: { password: secrets.get("postgres/agentos") },
    redis: { "users.acl": aclFile(serviceNames, (user) => secrets.get(`redis/${user}`)) },
    nats: { "nats.conf": natsConfiguration((user) => secrets.get(`nats/${user}`)) },
    migrate: { env: envFile(migrationEnvironment(secrets)) },
    ...Object.fromEntries(
      deployed.map((service) => [service, { env: envFile(serviceEnvironment(service, topology)) }]),
    ),
  };
  for (const [container, contents] of Object.entries(files)) writeFolder(path.join(output, container), contents);
  return Object.keys(files);
}

/** Names of the compose file's network. */
function composeTopology(secrets: Secrets, config: ComposeConfig): Topology {
  return {
    logLevel: config.LOG_LEVEL,
    keys: keysOf(secrets),
    databaseUrl: (owner) => signInUrl(schemaOf(owner), secrets.get(`postgres/${owner}`)),
    maintenanceUrl: signInUrl(maintenanceRole, secrets.get("postgres/maintenance")),
    nats: (service) => ({ url: "nats://nats:4222", user: service, password: secrets.get(`nats/${service}`) }),
    redisUrl: (service) => `redis://${service}:${secrets.get(`redis/${service}`)}@redis:6379`,
    addressOf: (service) => `http://${service}:${httpPort}`,
    socketsUrl: `ws://read-model:${wsPort}`,
    mediaInput: "/media/input",
    mediaOutput: "/media/output",
    temp: "/scratch",
    demoAccounts: "/accounts/demo-accounts.json",
    auditHeads: "/audit",
    adminNetworks: config.ADMIN_NETWORKS,
    trustedProxies: config.TRUSTED_PROXIES,
  };
}

function serviceEnvironment(service: DeployedService, topology: Topology): Environment {
  const placement = { host: "0.0.0.0", port: httpPort, opsPort, wsPort, instance: "compose", searchPath: systemPath };
  return environmentOf(service, placement, topology);
}

function signInUrl(role: string, password: string): string {
  return `postgres://${role}:${password}@postgres:5432/${database}`;
}

function migrationEnvironment(secrets: Secrets): Environment {
  const passwords = schemaOwners.map((owner) => [variableOf(owner, "PASSWORD"), secrets.get(`postgres/${owner}`)]);
  return {
    DATABASE_URL: signInUrl(superuser, secrets.get("postgres/agentos")),
    MAINTENANCE_PASSWORD: secrets.get("postgres/maintenance"),
    ...Object.fromEntries(passwords),
  };
}

/** Single quotes keep the double quotes of JSON values; no value has single quotes in it. */
function envFile(environment: Environment): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
}

/** Readable for the account of the container; who else could see them cannot reach the folder. */
function writeFolder(folder: string, contents: Record<string, string>): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const [name, text] of Object.entries(contents)) writeFileSync(path.join(folder, name), text, { mode: 0o644 });
}
