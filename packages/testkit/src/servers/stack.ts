import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "@agentos/local-servers/process/log-file";
import { signalProcess } from "@agentos/local-servers/process/launch";
import { readState, type ProcessView, type StateFile } from "@agentos/local-servers/process/state-file";
import { readHome, readSearchPath } from "./config.ts";
import { repositoryRoot } from "./migrate.ts";
import { makeTempFolder } from "./temp-folder.ts";

export type StackAccount = { email: string; password: string };

/** The whole system as `npm start` runs it, on free ports, with a folder of its own. */
export type Stack = {
  app: string;
  /** The control room. */
  admin: string;
  api: string;
  /** Where sockets connect directly: `ws://…`. */
  ws: string;
  /** By role. */
  accounts: Record<string, StackAccount>;
  /** Holds the data, the logs and the media of this stack. */
  folder: string;
  supervisorPid: number;
  /** kill -9 of the supervisor; resolves when it is gone. What it had started goes by itself, a moment later. */
  killSupervisor(): Promise<void>;
  processes(): ProcessView[];
  /** The process of that name (postgres, nats, host, edge, video_cutter, …). Errors: there is none now. */
  pidOf(name: string): number;
  /** Sends a signal to a process by its name; SIGKILL unless told. Resolves with the pid that got it. */
  kill(name: string, signal?: NodeJS.Signals): number;
  /** Waits until a process of that name runs that is not `pid`. */
  untilReplaced(name: string, pid: number): Promise<number>;
  logOf(name: string): string;
  /** Stops everything and removes the folder. Errors: it did not end by itself within a minute. */
  stop(): Promise<void>;
};

export type StackOptions = {
  /** Variables of the start, such as `MEDIA__LOG_LEVEL`. The limits at the edge are raised, unless something is said here. */
  env?: Record<string, string>;
  args?: readonly string[];
  /** The folder of an earlier stack, whose data it goes on with; the caller's to remove. */
  folder?: string;
};

/** Tests come from one address, and sign in many times. */
const raisedLimits = {
  ...Object.fromEntries(
    ["PUBLIC", "HEALTH", "USER", "STAFF", "ACTIONS"].map((name) => [`GATEWAY__LIMIT_${name}_PER_MINUTE`, "1000000"]),
  ),
  IDENTITY__SIGN_IN_FAILURES: "1000000",
  IDENTITY__SIGN_IN_FAILURES_PER_ADDRESS: "1000000",
};

const patienceMs = 180_000;
const stopWithinMs = 60_000;

/** Starts it and waits until everything serves. Errors: what the start printed. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = options.folder ?? makeTempFolder("stack");
  const state = path.join(folder, "state");
  const output = path.join(folder, "start.log");
  const child = spawnStart(folder, output, options);
  const ended = once(child, "exit");
  // A start that was killed has left its file behind.
  const current = (): StateFile | undefined => {
    const read = readState(path.join(state, "processes.json"));
    return read?.supervisor.pid === child.pid ? read : undefined;
  };
  const running = await untilReady(current, ended, output).catch((error: unknown) => {
    child.kill("SIGTERM");
    throw error;
  });
  const { app, admin, api, ws } = running.addresses ?? { app: "", admin: "", api: "", ws: "" };
  const find = (name: string): ProcessView | undefined => current()?.processes.find((one) => one.name === name);
  const pidOf = (name: string): number => {
    const pid = find(name)?.pid;
    if (!pid) throw new Error(`${name} is not running.`);
    return pid;
  };
  return {
    app,
    admin,
    api,
    ws,
    accounts: JSON.parse(readFileSync(path.join(state, "demo-accounts.json"), "utf8")) as Record<string, StackAccount>,
    folder,
    supervisorPid: running.supervisor.pid,
    async killSupervisor() {
      child.kill("SIGKILL");
      await ended;
    },
    processes: () => current()?.processes ?? [],
    pidOf,
    kill(name, signal = "SIGKILL") {
      const pid = pidOf(name);
      signalProcess(pid, signal);
      return pid;
    },
    untilReplaced: (name, pid) => untilReplaced(() => find(name), pid),
    logOf: (name) => readFileSync(path.join(state, "logs", `${name}.log`), "utf8"),
    async stop() {
      const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      child.kill("SIGTERM");
      const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
      clearTimeout(timer);
      if (signal) throw new Error(`The stack did not stop by itself:\n${lastLines(output, 20)}`);
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function spawnStart(folder: string, output: string, { env, args }: StackOptions) {
  const log = openSync(output, "w");
  const child = spawn(
    "setpriv",
    ["--pdeathsig", "TERM", "--", process.execPath, "infra/local/src/main.ts", ...(args ?? [])],
    {
      cwd: repositoryRoot,
      stdio: ["ignore", log, log],
      env: {
        PATH: readSearchPath(),
        HOME: readHome(),
        AGENTOS_STATE: path.join(folder, "state"),
        AGENTOS_MEDIA: path.join(folder, "media"),
        AGENTOS_PORT_APP: "0",
        AGENTOS_PORT_ADMIN: "0",
        AGENTOS_PORT_API: "0",
        AGENTOS_PORT_WS: "0",
        AGENTOS_SAMPLE: "off",
        ...raisedLimits,
        ...env,
      },
    },
  );
  closeSync(log);
  return child;
}

async function untilReady(
  current: () => StateFile | undefined,
  ended: Promise<unknown>,
  output: string,
): Promise<StateFile> {
  const deadline = Date.now() + patienceMs;
  const over = new AbortController();
  void ended.then(() => over.abort());
  while (Date.now() < deadline && !over.signal.aborted) {
    const state = current();
    if (state?.ready) return state;
    await sleep(100);
  }
  throw new Error(`The system did not start:\n${lastLines(output, 40)}`);
}

async function untilReplaced(find: () => ProcessView | undefined, pid: number): Promise<number> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const found = find();
    if (found?.state === "running" && found.pid && found.pid !== pid) return found.pid;
    await sleep(50);
  }
  throw new Error(`Nothing has taken the place of process ${pid}.`);
}
