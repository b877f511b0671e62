import { spawn } from "node:child_process";
import { repositoryRoot } from "../config.ts";
import { oneFailed, onePassed, type Check, type CheckContext } from "../check.ts";

/** Runs a tool of the workspace in its root, with its output in ours; gives the exit code, or 128 when a signal ended it. */
export async function runTool(
  command: readonly string[],
  { searchPath, home }: CheckContext,
  env: Record<string, string> = {},
): Promise<number> {
  const [program, ...args] = command;
  // A Ctrl-C reaches the tool as well; should this process be killed, the kernel ends it.
  const child = spawn("setpriv", ["--pdeathsig", "TERM", "--", program as string, ...args], {
    cwd: repositoryRoot,
    stdio: ["ignore", "inherit", "inherit"],
    env: { PATH: searchPath, HOME: home, LC_ALL: "C.UTF-8", TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", ...env },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 128));
  });
}

/** A check that is a tool's exit code. */
export function toolCheck(name: string, command: readonly string[]): Check {
  return { name, run: async (context) => ((await runTool(command, context)) === 0 ? onePassed : oneFailed) };
}
