import { chmodSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { removeDataFolder } from "@agentos/local-servers/data-folder";

/** Where everything of a local start is kept. */
export type Folders = ReturnType<typeof foldersOf>;

export function foldersOf(state: string, media: string) {
  const log = (name: string): string => path.join(state, "logs", `${name}.log`);
  return {
    state,
    logs: path.join(state, "logs"),
    log,
    postgres: path.join(state, "postgres"),
    redis: path.join(state, "redis"),
    nats: path.join(state, "nats"),
    temp: path.join(state, "temp"),
    compileCache: path.join(state, "compile-cache"),
    secrets: path.join(state, "secrets.json"),
    lock: path.join(state, "supervisor.lock"),
    processes: path.join(state, "processes.json"),
    demoAccounts: path.join(state, "demo-accounts.json"),
    sampleDone: path.join(state, "sample.json"),
    // Outside the database, whose superuser must not reach them.
    auditHeads: path.join(state, "logs", "audit"),
    media,
    mediaInput: path.join(media, "input"),
    mediaOutput: path.join(media, "output"),
  };
}

/** Makes the folders. PostgreSQL's account passes through the state folder; what is secret in it is closed by itself. */
export function makeFolders(folders: Folders): void {
  mkdirSync(folders.state, { recursive: true });
  chmodSync(folders.state, 0o711);
  for (const folder of [folders.logs, folders.temp, folders.auditHeads, folders.mediaInput, folders.mediaOutput]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
  }
}

/** Forgets all data: databases, messages, accounts, media. */
export function removeData(folders: Folders): void {
  removeDataFolder(folders.postgres);
  const rest = [
    folders.redis,
    folders.nats,
    folders.temp,
    folders.secrets,
    folders.demoAccounts,
    folders.sampleDone,
    folders.auditHeads,
  ];
  for (const file of [...rest, folders.mediaInput, folders.mediaOutput]) rmSync(file, { recursive: true, force: true });
}
