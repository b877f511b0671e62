import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { Account } from "./process/process-spec.ts";

/**
 * A folder that belongs to `account`, at `wanted` where that account can get there. A checkout under a folder that is
 * closed to others, such as /root, keeps it in /var/lib/agentos-<hash of the path> instead, and `wanted` is a link to it.
 */
export function dataFolder(wanted: string, account: Account | undefined): string {
  mkdirSync(path.dirname(wanted), { recursive: true });
  const linked = linkTarget(wanted);
  if (linked !== undefined) return own(linked, account);
  own(wanted, account);
  if (!account || canUse(wanted, account)) return wanted;
  rmSync(wanted, { recursive: true });
  const elsewhere = path.join("/var/lib", `agentos-${hash(wanted)}`);
  own(elsewhere, account);
  symlinkSync(elsewhere, wanted);
  return elsewhere;
}

/** Removes such a folder, wherever it is. */
export function removeDataFolder(wanted: string): void {
  const linked = linkTarget(wanted);
  if (linked !== undefined) rmSync(linked, { recursive: true, force: true });
  rmSync(wanted, { recursive: true, force: true });
}

function own(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

function linkTarget(file: string): string | undefined {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(file) : undefined;
}

function canUse(folder: string, { uid, gid }: Account): boolean {
  return spawnSync("test", ["-x", folder], { uid, gid, cwd: "/" }).status === 0;
}

function hash(text: string): string {
  return createHash("sha256").update(path.resolve(text)).digest("hex").slice(0, 12);
}
