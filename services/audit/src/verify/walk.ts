import { hashOf, type ChainEntry, type Link } from "../domain/chain-entry.ts";
import type { Head } from "../heads/head.ts";
import type { Finding } from "./finding.ts";

/** A walk along a chain, from a place that is vouched for. */
export class Walk {
  #last: Link;
  #confirmed: number;
  #compared = 0;
  readonly #heads: Map<number, Head[]>;

  /** `heads` have good signatures and lie behind `start`. */
  constructor(start: Link, heads: readonly Head[]) {
    this.#last = start;
    this.#confirmed = start.seq;
    this.#heads = Map.groupBy(heads, (head) => head.seq);
  }

  /** Takes the next entry; says what is wrong with it, and then the walk is over. */
  take(entry: ChainEntry): Finding | undefined {
    const finding = this.#judgePlace(entry) ?? judgeContent(entry, this.#last) ?? this.#compare(entry);
    if (!finding) this.#last = entry;
    return finding;
  }

  /** Says whether the chain goes as far as it must: to the last head, and to `known`, where the database says that it ends. */
  end(known = 0): Finding | undefined {
    const { seq } = this.#last;
    const until = [...this.#heads.keys()].reduce((most, one) => Math.max(most, one), known);
    if (until <= seq) return undefined;
    const signed = this.#heads.has(until) ? "signed" : "known to the database";
    return {
      fault: "truncated",
      seq: seq + 1,
      until,
      says: `the chain ends at ${seq}; its end at ${until} is ${signed}`,
    };
  }

  get comparedHeads(): number {
    return this.#compared;
  }

  /** The last entry that a head, or the start, vouches for. */
  get confirmed(): number {
    return this.#confirmed;
  }

  /** Entries behind that one. */
  get uncovered(): number {
    return this.#last.seq - this.#confirmed;
  }

  #judgePlace({ seq }: ChainEntry): Finding | undefined {
    const expected = this.#last.seq + 1;
    if (seq < expected) return { fault: "duplicated", seq, says: `two entries stand at ${seq}` };
    if (seq === expected) return undefined;
    const until = seq - 1;
    const which = until === expected ? `entry ${expected} is` : `entries ${expected} to ${until} are`;
    return { fault: "deleted", seq: expected, until, says: `${which} missing` };
  }

  #compare({ seq, hash }: ChainEntry): Finding | undefined {
    const heads = this.#heads.get(seq) ?? [];
    const other = heads.find((head) => head.hash !== hash);
    if (other) {
      const from = this.#confirmed + 1;
      const says = `entry ${seq} is not the one that was signed at ${other.at}; entries up to ${this.#confirmed} are confirmed`;
      return { fault: "restamped", seq: from, until: seq, says };
    }
    if (heads.length > 0) this.#confirmed = seq;
    this.#compared += heads.length;
    return undefined;
  }
}

function judgeContent(entry: ChainEntry, before: Link): Finding | undefined {
  if (hashOf(entry) !== entry.hash) {
    return { fault: "edited", seq: entry.seq, says: `entry ${entry.seq} is not what was hashed` };
  }
  if (entry.prev_hash === before.hash) return undefined;
  return {
    fault: "restamped",
    seq: before.seq,
    says: `entry ${before.seq} is not the one that ${entry.seq} was chained to`,
  };
}
