import { setTimeout as sleep } from "node:timers/promises";
import { signalProcess } from "@agentos/local-servers/process/launch";
import { stillRuns, type ProcessIdentity } from "@agentos/local-servers/process/process-identity";
import { bootId } from "./boot-id.ts";
import { readState } from "@agentos/local-servers/process/state-file";

const graceMs = 15_000;

/**
 * Ends the processes of a start whose supervisor was killed, and waits until they are gone: the kernel asks them to stop when
 * their supervisor dies, which takes a database a moment. Resolves with how many there were.
 */
export async function endLeftovers(stateFile: string): Promise<number> {
  const state = readState(stateFile);
  if (!state || state.bootId !== bootId()) return 0;
  const left = state.processes.flatMap(({ pid, startTime }) => (pid && startTime ? [{ pid, startTime }] : []));
  const alive = left.filter(stillRuns);
  await Promise.all(alive.map(end));
  return alive.length;
}

async function end(identity: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + graceMs;
  signalProcess(identity.pid, "SIGINT");
  while (stillRuns(identity)) {
    if (Date.now() > deadline) signalProcess(identity.pid, "SIGKILL");
    await sleep(50);
  }
}
