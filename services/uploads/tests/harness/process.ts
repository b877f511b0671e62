import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const main = path.resolve(import.meta.dirname, "../../src/main.ts");

/** The service as a process of its own. */
export type UploadsProcess = {
  address(): { port: number; opsPort: number };
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; returns how it ended. */
  stop(): Promise<{ code: number | null }>;
  /** The largest amount of memory that it has held so far, in bytes. */
  peakMemory(): Promise<number>;
};

/** Starts it with this environment alone; resolves when it serves. Errors: what it said when it ended instead. */
export async function startProcess(environment: Record<string, string>): Promise<UploadsProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...environment, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Nothing outlives its test, however that ends.
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit") as Promise<[code: number | null]>;
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const address = await new Promise<{ port: number; opsPort: number }>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const entry = JSON.parse(line) as { msg: string; port: number; opsPort: number };
      if (entry.msg === "serves") resolve(entry);
    });
    void ended.then(([code]) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return {
    address: () => address,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      return { code: (await ended)[0] };
    },
    async peakMemory() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
  };
}
