import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { makeTempFolder } from "./servers/temp-folder.ts";

const run = promisify(execFile);

export type TinyDisk = { folder: string; grow(bytes: number): Promise<void>; remove(): Promise<void> };

/** A file system of so many bytes, in memory; undefined where this account may not mount one. */
export async function mountTinyDisk(bytes: number): Promise<TinyDisk | undefined> {
  const folder = makeTempFolder("tiny-disk");
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "agentos-test", folder]);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    async grow(more) {
      await run("mount", ["-o", `remount,size=${more}`, folder]);
    },
    async remove() {
      await run("umount", [folder]);
      await rm(folder, { recursive: true });
    },
  };
}
