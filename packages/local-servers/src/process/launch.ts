import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "./log-file.ts";
import type { ProcessSpec } from "./process-spec.ts";

export type ProcessEnd = { code: number | null; signal: NodeJS.Signals | null };

export type RunningProcess = {
  pid: number;
  /** Resolves when the process has ended, however that came. */
  ended: Promise<ProcessEnd>;
  /** Asks it to stop, kills it when it does not, and resolves when it has ended. */
  stop(): Promise<ProcessEnd>;
};

const probeEveryMs = 100;

/**
 * Starts a program in a session of its own (a Ctrl-C in the terminal reaches its parent alone, which stops its children in
 * order) and tied to our life by `setpriv --pdeathsig`. Its output goes to its log file.
 * Errors: the system's, when the program cannot be started.
 */
export async function launch(spec: ProcessSpec): Promise<RunningProcess> {
  const child = withLogFile(spec.logFile, (log) =>
    spawn("setpriv", [...setprivArguments(spec), spec.command, ...spec.args], {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ["ignore", log, log],
    }),
  );
  const ended = new Promise<ProcessEnd>((resolve) =>
    child.once("exit", (code, signal) => {
      killGroup(child.pid);
      resolve({ code, signal });
    }),
  );
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const pid = child.pid as number;
  return { pid, ended, stop: () => stop(pid, ended, spec) };
}

function setprivArguments({ account, deathSignal }: ProcessSpec): string[] {
  const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--init-groups"] : [];
  return [...identity, "--pdeathsig", deathSignal, "--"];
}

/** The child has its own copy of the descriptor once it is started; ours is closed at once. */
function withLogFile<T>(file: string, use: (descriptor: number) => T): T {
  mkdirSync(path.dirname(file), { recursive: true });
  const descriptor = openSync(file, "a", 0o600);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function stop(pid: number, ended: Promise<ProcessEnd>, spec: ProcessSpec): Promise<ProcessEnd> {
  signalProcess(pid, spec.stopSignal);
  const timer = setTimeout(() => killGroup(pid), spec.stopWithinMs);
  const end = await ended;
  clearTimeout(timer);
  return end;
}

/** Sends a signal; a process that has already ended is none the worse for it. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function killGroup(pid: number | undefined): void {
  if (pid !== undefined) signalProcess(-pid, "SIGKILL");
}

/** Errors: a sentence with the log's last lines when the process ends or does not serve in time. */
export async function waitUntilReady(spec: ProcessSpec, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + spec.readyWithinMs;
  let end: ProcessEnd | undefined;
  void running.ended.then((value) => (end = value));
  let why = "it was never asked";
  while (Date.now() < deadline) {
    if (end) throw new StartError(spec, `ended with ${end.signal ?? `code ${end.code}`} before it served`);
    try {
      await spec.probe();
      return;
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    await sleep(probeEveryMs);
  }
  throw new StartError(spec, `did not serve within ${spec.readyWithinMs / 1000} s (${why})`);
}

/** A process that did not come up. The message has the log's last lines and its place. */
export class StartError extends Error {
  constructor(spec: Pick<ProcessSpec, "name" | "logFile">, what: string) {
    super(`${spec.name} ${what}. The end of ${spec.logFile}:\n${lastLines(spec.logFile, 15)}`);
    this.name = "StartError";
  }
}
