import { createHash } from "node:crypto";

/** What differs from one failure of a kind to the next: addresses, names in quotes, paths, ids and numbers. */
const particulars = [
  /\bhttps?:\/\/\S+/g,
  /\S+@\S+/g,
  /"[^"]*"|'[^']*'|“[^”]*”|`[^`]*`/g,
  /(?:\/[\w.-]+){2,}/g,
  /\b[\w-]+\.(?:mp4|mov|mkv|webm|wav|srt|vtt|jpg)\b/gi,
  /\b[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi,
  /\d+(?:[.,:]\d+)*/g,
];

/**
 * What failures of one kind have in common: the code, the stage, and the form of the message. Of the message itself nothing is kept,
 * since it may name people's files.
 */
export function fingerprintOf(code: string, stage: string, message: string): string {
  const form = particulars.reduce((text, pattern) => text.replaceAll(pattern, "#"), message.slice(0, 2000));
  return createHash("sha256").update(`${code}\n${stage}\n${form.trim().toLowerCase()}`).digest("hex").slice(0, 16);
}
