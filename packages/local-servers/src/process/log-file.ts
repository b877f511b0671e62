import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from "node:fs";

const tailBytes = 16 * 1024;
const rotateAtBytes = 20 * 2 ** 20;

/** The last lines of a file, each indented; a sentence where there is none. */
export function lastLines(file: string, count: number): string {
  const text = tail(file).trimEnd();
  if (text === "") return "  (the log is empty)";
  return text
    .split("\n")
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
}

function tail(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Keeps one older generation of a log that has grown past 20 MiB. Called before the process starts. */
export function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAtBytes) renameSync(file, `${file}.1`);
}
