import { hashOf, type ChainEntry } from "../domain/chain-entry.ts";

/** How far around an entry its own place is looked for. */
export const reach = 500;

/**
 * The place at which an entry was chained, when it is not where it stands: its numbers were exchanged with those of another, or what
 * it says was. Undefined where neither is so: it was edited.
 */
export function chainedElsewhere(entry: ChainEntry, around: readonly ChainEntry[]): number | undefined {
  const others = around.filter(({ id, seq }) => id !== entry.id && seq !== entry.seq);
  return others.find(
    ({ seq, chained_at, prev_hash, hash }) =>
      hashOf({ ...entry, seq }) === entry.hash || hashOf({ ...entry, seq, chained_at, prev_hash }) === hash,
  )?.seq;
}
