import { genesis, type ChainEntry, type Link } from "../domain/chain-entry.ts";
import { isSigned, type Head, type HeadKeys } from "../heads/head.ts";
import type { Damage } from "../heads/heads-folder.ts";
import { chainedElsewhere } from "./chained-elsewhere.ts";
import { type Finding, type Verdict } from "./finding.ts";
import { Walk } from "./walk.ts";

/** A chain that can be walked: the database's, or an exported one. */
export type ChainSource = {
  keys: HeadKeys;
  heads(): AsyncIterable<Head | Damage>;
  /** Where the chain begins, given the heads with good signatures. */
  begin(heads: readonly Head[]): Promise<Link>;
  /** Entries in order. */
  entries(range: { after: number; until: number }): AsyncIterable<ChainEntry>;
  around(seq: number): Promise<ChainEntry[]>;
  /** Where the source says that it ends; asked before the walk. */
  knownEnd(): Promise<number>;
};

/** Numbers of entries, both included. */
export type Range = { from?: number | undefined; to?: number | undefined };

type Bounds = { start: Link; until: number; heads: Head[] };

/**
 * Walks a chain and names the first entry that is not what it was. A range is widened to the signed heads around it, so that
 * what is said of it is vouched for.
 */
export async function verify(source: ChainSource, range: Range = {}): Promise<Verdict> {
  const { good, findings } = await judgeHeads(source);
  const bounds = boundsOf(await source.begin(good), good, range);
  const known = await source.knownEnd();
  const walk = new Walk(bounds.start, bounds.heads);
  const seen = { entries: 0, first: null as number | null, last: null as number | null };
  let broken: Finding | undefined;
  for await (const entry of source.entries({ after: bounds.start.seq, until: bounds.until })) {
    broken = walk.take(entry);
    seen.entries += 1;
    seen.first ??= entry.seq;
    seen.last = entry.seq;
    if (broken) {
      broken = await explain(source, broken, entry);
      break;
    }
  }
  broken ??= walk.end(Math.min(known, bounds.until));
  const all = broken ? [broken, ...findings] : findings;
  const { comparedHeads: heads, confirmed, uncovered } = walk;
  return { whole: all.length === 0, findings: all, ...seen, heads, confirmed, uncovered };
}

async function judgeHeads(source: ChainSource): Promise<{ good: Head[]; findings: Finding[] }> {
  const good: Head[] = [];
  const findings: Finding[] = [];
  for await (const head of source.heads()) {
    if ("line" in head) {
      findings.push({ fault: "bad_signature", seq: 0, says: `line ${head.line} of ${head.file} is no signed head` });
    } else if (isSigned(head, source.keys)) {
      good.push(head);
    } else {
      findings.push({
        fault: "bad_signature",
        seq: head.seq,
        says: `the signature of the head at ${head.seq} is not good`,
      });
    }
  }
  return { good, findings };
}

function boundsOf(begin: Link, good: readonly Head[], { from = 1, to = Infinity }: Range): Bounds {
  const before = good.filter(({ seq }) => seq >= begin.seq && seq < from);
  const start = before.reduce<Link>((latest, head) => (head.seq > latest.seq ? head : latest), begin);
  const until = good.reduce((nearest, { seq }) => (seq >= to && seq < nearest ? seq : nearest), Infinity);
  return { start, until, heads: good.filter(({ seq }) => seq > start.seq && seq <= until) };
}

async function explain(source: ChainSource, finding: Finding, entry: ChainEntry): Promise<Finding> {
  if (finding.fault !== "edited") return finding;
  const { seq } = entry;
  const around = await source.around(seq);
  // Whichever of the two came first.
  if (around.filter((one) => one.seq === seq).length > 1) {
    return { fault: "duplicated", seq, says: `two entries stand at ${seq}` };
  }
  const place = chainedElsewhere(entry, around);
  if (place === undefined) return finding;
  return { fault: "reordered", seq, says: `what stands at ${seq} was chained as ${place}` };
}

/** The latest of the heads before an entry; before the first one of all where there is none. */
export function latestBefore(heads: readonly Head[], seq = Infinity): Link {
  return heads
    .filter((head) => head.seq < seq)
    .reduce<Link>((latest, head) => (head.seq > latest.seq ? head : latest), genesis);
}
