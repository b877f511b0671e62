import path from "node:path";
import { repositoryRoot } from "../config.ts";
import { runToEnd } from "./run-to-end.ts";

const bin = path.join(repositoryRoot, "node_modules/.bin");
/** Holds the `pnpm` that turbo asks for. */
const launchBin = path.join(repositoryRoot, "infra/launch/bin");

/** Whose holder alone writes the apps' `dist`. */
const lockFile = path.join(repositoryRoot, "node_modules/.build.lock");

export type BuildOptions = { log: string; searchPath: string; home: string; signal: AbortSignal };

/**
 * Builds the browser apps; what has not changed comes from turbo's cache. A build empties the folder that it writes to, so
 * systems that start at the same moment from the same sources wait for each other here.
 */
export async function buildApps({ log, searchPath, home, signal }: BuildOptions): Promise<void> {
  await runToEnd({
    program: "flock",
    args: ["--no-fork", lockFile, path.join(bin, "turbo"), "run", "build", "--output-logs=new-only"],
    cwd: repositoryRoot,
    env: {
      PATH: `${bin}:${launchBin}:${searchPath}`,
      HOME: home,
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
    },
    log,
    signal,
  });
}
