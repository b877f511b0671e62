import { identify, stillRuns } from "@agentos/local-servers/process/process-identity";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const prefix = "agentos-test-";

/**
 * A new folder for the files of one test or run; the name says which process made it, so that what a killed run has left
 * is removed by the next. Other accounts can pass through it: PostgreSQL's has its data below.
 */
export function makeTempFolder(what: string): string {
  const { pid, startTime } = identify(process.pid);
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}${pid}-${startTime}-${what}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** Removes the folders of processes that are gone. */
export function removeAbandonedFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid, startTime] = /^agentos-test-(\d+)-(\d+)-/.exec(name) ?? [];
    if (!pid || !startTime || stillRuns({ pid: Number(pid), startTime })) continue;
    rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}
