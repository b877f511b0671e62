import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** Starts the anchor in a process of its own. */
export async function startBareLoop(): Promise<{ port: number; tell(text: string): void; stop(): void }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "bare-loop.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [printed] = (await once(child.stdout, "data")) as [Buffer];
  return {
    port: Number(printed.toString()),
    tell: (text) => void child.stdin.write(`${text}\n`),
    stop: () => void child.stdin.end(),
  };
}
