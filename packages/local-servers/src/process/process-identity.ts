import { readFileSync } from "node:fs";

/** A process of this boot: its number alone may have gone to another since. */
export type ProcessIdentity = { pid: number; startTime: string };

/** The kernel's start time of a process in clock ticks since boot (proc(5), field 22), or undefined where there is none. */
export function startTimeOf(pid: number): string | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
  // The name of the program, in parentheses, may hold spaces and parentheses itself.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const isGone = fields[0] === "Z" || fields[0] === "X";
  return isGone ? undefined : fields[19];
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startTime: startTimeOf(pid) ?? "" };
}

/** Whether that very process still runs. */
export function stillRuns({ pid, startTime }: ProcessIdentity): boolean {
  return startTimeOf(pid) === startTime;
}
