import { launch, signalProcess, waitUntilReady, type RunningProcess } from "@agentos/local-servers/process/launch";
import { rmSync } from "node:fs";
import type { ProcessSpec } from "@agentos/local-servers/process/process-spec";
import { makeTempFolder } from "./temp-folder.ts";

/** A server of a test's own, which it may stop, kill, wipe and start again on the same port. */
export type TestServer = {
  pid(): number;
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it after `stop` or `kill`; resolves when it serves. `between` runs while it is down. */
  restart(between?: () => Promise<void> | void): Promise<void>;
  pause(): void;
  resume(): void;
};

/** Prepares a server in a new folder and starts it; the folder goes when the server is stopped or does not come up. */
export async function startInFolder<Prepared extends { spec: ProcessSpec }>(
  what: string,
  prepare: (folder: string) => Promise<Prepared>,
): Promise<TestServer & { prepared: Prepared; folder: string }> {
  const folder = makeTempFolder(what);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const prepared = await prepare(folder);
    const server = await startServer(prepared.spec);
    return { ...server, prepared, folder, stop: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function startServer(spec: ProcessSpec): Promise<TestServer> {
  let running = await up(spec);
  return {
    pid: () => running.pid,
    async stop() {
      signalProcess(running.pid, "SIGCONT");
      await running.stop();
    },
    async kill() {
      signalProcess(running.pid, "SIGKILL");
      await running.ended;
    },
    async restart(between) {
      await running.stop();
      await between?.();
      running = await up(spec);
    },
    pause: () => signalProcess(running.pid, "SIGSTOP"),
    resume: () => signalProcess(running.pid, "SIGCONT"),
  };
}

async function up(spec: ProcessSpec): Promise<RunningProcess> {
  const running = await launch(spec);
  try {
    await waitUntilReady(spec, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}
