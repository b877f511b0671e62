import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { ProcessIdentity } from "./process-identity.ts";

export type ProcessState = "starting" | "running" | "restarting" | "stopping" | "stopped";

/** One process as people and tests see it in processes.json. */
export type ProcessView = {
  name: string;
  state: ProcessState;
  /** Absent while it is down. */
  pid?: number;
  startTime?: string;
  /** How often it was started again since the system came up. */
  restarts: number;
  ports: Record<string, number>;
  log: string;
};

/** Where people reach the system: the app for creators, the control room, the API, the sockets. */
export type Addresses = { app: string; admin: string; api: string; ws: string };

export type StateFile = {
  bootId: string;
  supervisor: ProcessIdentity;
  startedAt: string;
  /** True when everything serves. */
  ready: boolean;
  /** Absent until everything serves. */
  addresses?: Addresses;
  processes: ProcessView[];
};

/** Replaces the file as a whole, so that a reader never sees half of it. Only its owner can read it. */
export function writeState(file: string, state: StateFile): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What runs now; undefined where nothing does. */
export function readState(file: string): StateFile | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StateFile) : undefined;
}

/** Nothing runs any more. */
export function removeState(file: string): void {
  rmSync(file, { force: true });
}
