import { formatBytes } from "@agentos/ui/format/bytes";

/** Whole megabytes (of 2^20 bytes) for people; what rounds to none is not nothing. */
export function formatMegabytes(megabytes: number): string {
  return megabytes === 0 ? "under 1 MB" : formatBytes(megabytes * 1_048_576);
}
