import { ConfigError } from "@agentos/service-kit/config";
import { readConfig } from "./config.ts";
import { startSystem } from "./start-system.ts";
import { foldersOf } from "./state/folders.ts";
import { takeLock } from "./state/lock.ts";
import { readState } from "@agentos/local-servers/process/state-file";
import { say, StepError } from "./steps.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof StepError;
    console.error(known ? error.message : error);
    return 1;
  }
}

async function run(): Promise<number> {
  const config = readConfig();
  const folders = foldersOf(config.stateFolder, config.mediaFolder);
  const lock = takeLock(folders.lock);
  if ("heldBy" in lock) {
    const addresses = Object.values(readState(folders.processes)?.addresses ?? {}).join(" and ");
    say(
      `It already runs (pid ${lock.heldBy})${addresses && `: ${addresses}`}. Ctrl-C there, or kill ${lock.heldBy}, ends it.`,
    );
    return 1;
  }
  const stopped = new AbortController();
  // A terminal sends Ctrl-C to every process in front, and npm passes it on as well: the second is the same wish.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopped.abort());
  try {
    await startSystem(config, folders, stopped.signal);
  } finally {
    lock.release();
  }
  return 0;
}
