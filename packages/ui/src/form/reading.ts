import { formatBytes } from "../format/bytes.ts";
import { formatDuration } from "../format/time.ts";
import { unitOf } from "./bounds.ts";
import type { FormField } from "./fields.ts";

/** Shortest time, in seconds, and smallest size, in bytes, that are easier to read in larger units. */
const longTime = 120;
const largeSize = 10_000;

/** A large number once more as people read it: `86400` seconds → `24 h`; undefined where it is plain as it is. */
export function readingOf({ name, schema }: FormField, value: unknown): string | undefined {
  if (typeof value !== "number") return undefined;
  const unit = unitOf(name, schema) ?? "";
  if (unit === "seconds" && value >= longTime) return daysOr(value);
  return unit.startsWith("bytes") && value >= largeSize ? formatBytes(value) + unit.slice("bytes".length) : undefined;
}

function daysOr(seconds: number): string {
  const days = seconds / 86_400;
  return days >= 2 && Number.isInteger(days) ? `${days} days` : formatDuration(seconds);
}
