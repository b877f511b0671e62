import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const listening = "0A";

/** The process that listens on a TCP port of this machine, as "name (pid n)"; undefined where it cannot be told. */
export function whoListens(port: number): string | undefined {
  const inodes = new Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => inodesOf(table, port)));
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && holdsSocket(name, inodes));
  return pid && `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (pid ${pid})`;
}

/** Sockets that listen on the port, from a table of proc(5): address:port in hex, state and inode are columns 1, 3 and 9. */
function inodesOf(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  return readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(`:${hexPort}`) && columns[3] === listening)
    .map((columns) => columns[9] ?? "");
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
      return inodes.has(target.slice("socket:[".length, -1));
    });
  } catch {
    // Another account's process, or one that has just ended.
    return false;
  }
}
