import { readFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import type { WorkerFigures } from "@agentos/contracts/messages/fleet";

type Usage = Pick<WorkerFigures, "cpu_percent" | "cores" | "rss_bytes" | "memory_bytes">;
type Counted = { cpuSeconds: number; rssBytes: number };

/** Ticks of /proc/<pid>/stat per second: USER_HZ, 100 on every Linux (proc(5)). */
const ticksPerSecond = 100;
/** Bytes of a page on x86-64, and on arm64 as Debian builds it. */
const pageBytes = 4096;
const cores = availableParallelism();

/** Measures what a worker and the programs that it runs take of the machine. */
export class ProcessUsage {
  #last: { cpuSeconds: number; atMs: number } = { cpuSeconds: ownCpuSeconds(), atMs: performance.now() };

  /** CPU since the last call, in percent of one core; memory now. */
  async read(): Promise<Usage> {
    const { cpuSeconds, rssBytes } = await countTree(process.pid).catch(countSelf);
    const atMs = performance.now();
    const seconds = (atMs - this.#last.atMs) / 1000;
    const used = Math.max(0, cpuSeconds - this.#last.cpuSeconds);
    this.#last = { cpuSeconds, atMs };
    const limit = process.constrainedMemory();
    return {
      cpu_percent: seconds > 0 ? Math.round((used / seconds) * 1000) / 10 : 0,
      cores,
      rss_bytes: rssBytes,
      memory_bytes: limit > 0 && limit < totalmem() ? limit : totalmem(),
    };
  }
}

/** A process with all below it. What has ended counts with its parent, so that the sum does not go back. */
async function countTree(pid: number): Promise<Counted> {
  const [stat, children] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/task/${pid}/children`, "utf8"),
  ]);
  // The name in brackets may hold blanks; what follows it begins with the third field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3]);
  const gone: Counted = { cpuSeconds: 0, rssBytes: 0 };
  const pids = children.split(" ").map(Number).filter(Boolean);
  const below = await Promise.all(pids.map((child) => countTree(child).catch(() => gone)));
  return below.reduce(
    (sum, one) => ({ cpuSeconds: sum.cpuSeconds + one.cpuSeconds, rssBytes: sum.rssBytes + one.rssBytes }),
    {
      cpuSeconds: (field(14) + field(15) + field(16) + field(17)) / ticksPerSecond,
      rssBytes: field(24) * pageBytes,
    },
  );
}

/** Where there is no /proc: the worker itself, without its programs. */
function countSelf(): Counted {
  return { cpuSeconds: ownCpuSeconds(), rssBytes: process.memoryUsage.rss() };
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
