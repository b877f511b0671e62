import path from "node:path";
import type { ComposeFile, ComposeService } from "./compose-file.ts";

/** What the workspace has that has to be in the compose file. */
export type Workspace = {
  /** Names of the services, without scope. */
  services: readonly string[];
  stages: readonly string[];
  /** Whether there is such a file in the repository. */
  exists(path: string): boolean;
};

/** What is wrong with a compose file, one sentence each. */
export function findingsOf(file: ComposeFile, workspace: Workspace): string[] {
  return [
    ...missingServices(file, workspace),
    ...missingReload(file),
    ...distrustedAddresses(file),
    ...Object.entries(file.services).flatMap(([name, service]) =>
      [
        ...brokenReferences(name, service, file),
        ...(service.build && !isForDevelopers(service) ? weakBuild(name, service, workspace) : []),
        ...deadWatches(name, service, workspace),
        ...(service.restart === "no" || service.healthcheck ? [] : [`${name} runs on and has no healthcheck`]),
      ].map((finding) => `${finding}.`),
    ),
  ];
}

function missingServices(file: ComposeFile, { services, stages }: Workspace): string[] {
  const deployed = Object.values(file.services).filter((service) => !service.profiles);
  const started = deployed.map(({ command }) => command?.join(" ") ?? "");
  const main = (service: string): string => `services/${service}/src/main.ts`;
  const wanted = [
    ...services.filter((service) => service !== "media").map(main),
    ...stages.map((stage) => `${main("media")} --stage ${stage}`),
  ];
  return wanted.filter((command) => !started.includes(command)).map((command) => `Nothing starts ${command}.`);
}

/** Not deployed: it has the checkout in it and may change it. */
function isForDevelopers({ profiles }: ComposeService): boolean {
  return profiles?.length === 1 && profiles[0] === "dev";
}

function missingReload(file: ComposeFile): string[] {
  const developers = Object.values(file.services).filter(isForDevelopers);
  const copied = developers
    .filter(({ command }) => command?.includes("--watch"))
    .flatMap(({ develop }) => develop?.watch ?? [])
    .flatMap(({ action, path: source }) => (action === "sync" ? [inRepository(source)] : []));
  const sources = ["packages", "services"].filter((folder) => !copied.includes(folder));
  return sources.map((folder) => `Changes in ${folder} reach no service of the profile dev that reloads them.`);
}

/** An address is fixed so that the gateway can tell whom to believe: what is served from another would all come from one person. */
function distrustedAddresses({ services }: ComposeFile): string[] {
  const trusted = Object.values(services).map(({ environment }) => environment?.["TRUSTED_PROXIES"] ?? "");
  const addresses = trusted.flatMap((list) => list.match(/\d+(?:\.\d+){3}/g) ?? []);
  return Object.entries(services).flatMap(([name, { networks }]) =>
    Object.values(networks ?? {})
      .filter(({ ipv4_address: own }) => !addresses.includes(own))
      .map(({ ipv4_address: own }) => `${name} speaks from ${own}, which nobody trusts.`),
  );
}

function deadWatches(name: string, { develop }: ComposeService, workspace: Workspace): string[] {
  const paths = (develop?.watch ?? []).map((one) => inRepository(one.path));
  return paths.filter((one) => !workspace.exists(one)).map((one) => `${name} watches ${one}, which is not there`);
}

/** Paths in the file are relative to its folder. */
function inRepository(relative: string): string {
  return path.posix.join("infra/compose", relative);
}

function brokenReferences(name: string, service: ComposeService, file: ComposeFile): string[] {
  const dependencies = Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => {
    const target = file.services[other];
    if (!target) return [`${name} depends on ${other}, which is not there`];
    if (condition === "service_healthy" && !target.healthcheck) return [`${name} waits for the health of ${other}`];
    return [];
  });
  const volumes = (service.volumes ?? [])
    .map((mount) => (typeof mount === "string" ? (mount.split(":")[0] ?? "") : mount.source))
    .filter((source) => !/^[./]/.test(source) && !(source in file.volumes))
    .map((source) => `${name} mounts ${source}, which is not declared`);
  return [...dependencies, ...volumes];
}

/** Our own containers: nothing to write but where they are told to, no privileges, a recipe and a program that are there. */
function weakBuild(name: string, service: ComposeService, workspace: Workspace): string[] {
  const program = service.command?.[0] ?? "";
  return [
    service.read_only ? "" : `${name} can write to its own file system`,
    service.cap_drop?.includes("ALL") ? "" : `${name} keeps capabilities`,
    service.security_opt?.includes("no-new-privileges:true") ? "" : `${name} can gain privileges`,
    service.init ? "" : `${name} has nobody to reap its processes`,
    workspace.exists(program) ? "" : `${name} starts ${program}, which is not there`,
    workspace.exists(service.build?.dockerfile ?? "") ? "" : `${name} is built by a recipe that is not there`,
  ].filter((finding) => finding !== "");
}
