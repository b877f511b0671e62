import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { CopyOptions } from "./copies.ts";

/** A copy of the service in a process of its own. */
export type ProcessCopy = { pid: number; instance: string; signal(signal: NodeJS.Signals): void; end(): Promise<void> };

const program = path.join(import.meta.dirname, "../fixtures/copy.ts");

/** Resolves when it runs its managers. */
export async function startProcessCopy(options: Omit<CopyOptions, "works">): Promise<ProcessCopy> {
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", process.execPath, program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [instance] = (await Promise.race([
    once(lines, "line"),
    ended.then(() => Promise.reject(new Error("the copy did not start"))),
  ])) as [string];
  return {
    pid: child.pid ?? 0,
    instance,
    signal: (signal) => void child.kill(signal),
    async end() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
