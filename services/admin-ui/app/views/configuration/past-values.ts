import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { isSame } from "./drafts.ts";

type Version = RowOf<"config_versions">;
export type PastChange = { key: string; before: unknown; after: unknown };

/**
 * What bringing a version back would change, from what holds now to what held then (null: as deployed). Undefined where not all later
 * versions are among the known ones.
 */
export function wayBackTo(version: number, current: number, known: readonly Version[]): PastChange[] | undefined {
  const later = known.filter((one) => one.version > version && one.version <= current);
  if (later.length !== current - version) return undefined;
  const then = new Map<string, unknown>();
  const now = new Map<string, unknown>();
  for (const { changes } of later.toSorted((one, other) => one.version - other.version)) {
    for (const { key, before, after } of changes) {
      if (!then.has(key)) then.set(key, before);
      now.set(key, after);
    }
  }
  return [...then]
    .map(([key, after]) => ({ key, before: now.get(key), after }))
    .filter(({ before, after }) => !isSame(before, after))
    .toSorted((one, other) => one.key.localeCompare(other.key));
}
