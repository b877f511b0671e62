import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { watch } from "chokidar";
import { say } from "../steps.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import { effectOf } from "./effect.ts";
import { readWorkspace } from "./workspace.ts";

export type WatchOptions = {
  /** The checkout. */
  root: string;
  supervisor: Supervisor;
  migrate(): Promise<unknown>;
  buildApps(): Promise<void>;
  /** Ends it. */
  signal: AbortSignal;
};

/** An editor that saves all its files writes them within this time. */
const settleMs = 200;
const ignored = /(^|\/)(node_modules|dist|tests|\.turbo)(\/|$)/;
const watched = /^(packages|services)\/[^/]+\/(src|app)\//;

/**
 * Watches the sources of the workspace and puts new processes in the place of those that run what has changed. Resolves when it
 * watches. What cannot be done (a migration that fails, an app that does not build) is said, and tried again with the next change.
 */
export async function watchSources(options: WatchOptions): Promise<void> {
  const { root, signal } = options;
  const changed = new Set<string>();
  /** What could not be done; it is still to be done. */
  let failed: readonly string[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    while (changed.size > 0 && !signal.aborted) {
      await sleep(settleMs);
      const files = [...new Set([...failed, ...changed])];
      failed = [];
      changed.clear();
      await reload(files, options).catch((error: unknown) => {
        failed = files;
        say(`  ! ${String(error)}`);
      });
    }
    working = false;
  };
  const watcher = watch(
    ["packages", "services"].map((folder) => path.join(root, folder)),
    { ignoreInitial: true, ignored: (file) => ignored.test(path.relative(root, file)) },
  );
  watcher.on("all", (_event, file) => {
    const relative = path.relative(root, file);
    if (!watched.test(relative)) return;
    changed.add(relative);
    void work();
  });
  watcher.on("error", (error) => say(`  ! the sources cannot be watched: ${String(error)}`));
  signal.addEventListener("abort", () => void watcher.close(), { once: true });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
}

async function reload(files: readonly string[], { root, supervisor, migrate, buildApps }: WatchOptions): Promise<void> {
  const { services, schema, apps } = effectOf(files, readWorkspace(root));
  if (schema) await migrate();
  if (apps) await buildApps();
  const restarted = supervisor.restartServices(services);
  if (restarted.length > 0) say(`  ↻ ${files.join(", ")}: ${restarted.join(", ")}`);
}
