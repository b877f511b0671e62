import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identify, stillRuns, type ProcessIdentity } from "@agentos/local-servers/process/process-identity";
import { bootId } from "./boot-id.ts";

type Holder = ProcessIdentity & { bootId: string };

/**
 * Takes the lock of a state folder for this process; gives the process that has it where one does. What a process that is
 * gone has left is taken over.
 */
export function takeLock(file: string): { release(): void } | { heldBy: number } {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine: Holder = { ...identify(process.pid), bootId: bootId() };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: "wx" });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder && holder.bootId === mine.bootId && stillRuns(holder)) return { heldBy: holder.pid };
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch (error) {
    // Gone meanwhile, or cut off in the middle of a line: nobody's either way.
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
