import type { JobSource } from "@agentos/contracts/job-source";

const longestTitle = 200;

/** What a job is called: its file's name without the extension, or the last part of its address. */
export function titleOf(source: JobSource): string {
  const title = source.kind === "upload" ? withoutExtension(source.filename) : lastSegment(source.url);
  return Array.from(title).slice(0, longestTitle).join("") || "Untitled";
}

function withoutExtension(filename: string): string {
  return filename.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, "").trim();
}

function lastSegment(address: string): string {
  const url = new URL(address);
  const segment = url.pathname.split("/").findLast((part) => part !== "");
  return segment === undefined ? url.hostname : withoutExtension(decode(segment));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign: the segment is shown as it is.
    return segment;
  }
}
