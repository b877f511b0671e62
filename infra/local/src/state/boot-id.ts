import { readFileSync } from "node:fs";

/** Changes with every start of the machine, so that numbers of processes from before mean nothing. */
export function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
