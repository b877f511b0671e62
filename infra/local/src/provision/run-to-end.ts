import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { lastLines } from "@agentos/local-servers/process/log-file";

export type Task = {
  program: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  log: string;
  signal: AbortSignal;
};

/** Runs a program to its end with its output in a new log; it ends when this process does. Errors: its end, the log's last lines. */
export async function runToEnd({ program, args, log, ...options }: Task): Promise<void> {
  const output = openSync(log, "w", 0o600);
  const child = spawn("setpriv", ["--pdeathsig", "TERM", "--", program, ...args], {
    ...options,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const end = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "?"));
  });
  if (end !== 0) throw new Error(`ended with ${end}. The end of ${log}:\n${lastLines(log, 30)}`);
}
