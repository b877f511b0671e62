import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
    supervisorSocket: socketIn(path.join(state, "control")),
    demoAccounts: path.join(state, "demo-accounts.json"),
    sampleDone: path.join(state, "sample.json"),
    // Outside the database, whose superuser must not reach them.
    auditHeads: path.join(state, "logs", "audit"),
    media,
    mediaInput: path.join(media, "input"),
    mediaOutput: path.join(media, "output"),
  };
}

/** Longest address of a Unix socket on Linux, in bytes (sun_path of unix(7), without its zero). */
const maxSocketPath = 107;

/** The supervisor's socket in a folder of its own; below the system's temporary folder where the path would be too long. */
function socketIn(folder: string): string {
  const usual = path.join(folder, "supervisor.sock");
  if (Buffer.byteLength(usual) <= maxSocketPath) return usual;
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return path.join(tmpdir(), `agentos-${hash}`, "supervisor.sock");
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
