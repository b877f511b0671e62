import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { quietTools, root } from "./workspace.mjs";

const setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].find((file) => existsSync(file));

/**
 * Goes on as another program: same terminal, signals passed on, its exit code. The program is asked to stop should this
 * process be killed.
 */
export function handOver(program, args) {
  const command = setpriv ? [setpriv, "--pdeathsig", "TERM", "--", program, ...args] : [program, ...args];
  const child = spawn(command[0], command.slice(1), {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...quietTools },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
