import { readFileSync } from "node:fs";
import { descendantsOf } from "../../stack/driver.ts";

/** Microseconds of a tick in which Linux counts the time of processes (`sysconf(_SC_CLK_TCK)` is 100 everywhere). */
const tick = 10_000;

/** Microseconds of CPU that a process and what it has started have used, by themselves and in the kernel. */
export function cpuTimeOf(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + ticksOf(one) * tick, 0);
}

function ticksOf(pid: number): number {
  // The name, in brackets, may have spaces in it.
  const [, fields = ""] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
  return user + system;
}
