import { generateKeyPairSync, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { chain, genesis, hashOf, type ChainEntry, type ToldEntry } from "../domain/chain-entry.ts";
import { createHeadSigner, importKeys, type Head } from "../heads/head.ts";
import { latestBefore, verify, type ChainSource } from "./verify.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const signer = createHeadSigner(JSON.stringify(privateKey.export({ format: "jwk" })));
const keys = importKeys([signer.publicJwk]);

function told(n: number): ToldEntry {
  return {
    id: randomUUID(),
    timestamp: new Date(n * 1000).toISOString(),
    written_by: "jobs",
    kind: "outcome",
    action_id: randomUUID(),
    action: "queue.pause",
    user_id: randomUUID(),
    payload: { n },
    result: null,
    error_code: null,
    ip_address: null,
    user_agent: null,
    reason: null,
    trace_id: "",
    duration_ms: 1.5,
    security_context: {},
    count: 1,
  };
}

function sourceOf(entries: readonly ChainEntry[], heads: readonly Head[]): ChainSource {
  const sorted = entries.toSorted((a, b) => a.seq - b.seq);
  return {
    keys,
    async *heads() {
      yield* heads;
    },
    begin: async (good) =>
      latestBefore(
        good.filter((head) => head.anchor),
        sorted[0]?.seq,
      ),
    async *entries({ after, until }) {
      yield* sorted.filter(({ seq }) => seq > after && seq <= until);
    },
    around: async () => sorted,
    knownEnd: async () => 0,
  };
}

/** Hashes everything anew, as if it had always been so. */
function restamped(entries: readonly ChainEntry[]): ChainEntry[] {
  let last = genesis;
  return entries.map((entry, at) => {
    const placed = { ...entry, seq: at + 1, prev_hash: last.hash };
    const stamped = { ...placed, hash: hashOf(placed) };
    last = stamped;
    return stamped;
  });
}

/** Another entry in the same place, with a hash that fits it. */
function forged(entry: ChainEntry): ChainEntry {
  const other = { ...entry, action: "queue.resume" };
  return { ...other, hash: hashOf(other) };
}

const tamperings: Record<string, (entries: ChainEntry[], at: number, other: number) => ChainEntry[]> = {
  edit: (entries, at) => entries.map((entry, n) => (n === at ? { ...entry, action: "queue.resume" } : entry)),
  forge: (entries, at) => entries.with(at, forged(entries[at] as ChainEntry)),
  delete: (entries, at) => entries.toSpliced(at, 1),
  truncate: (entries, at) => entries.slice(0, at),
  reorder: (entries, at, other) =>
    entries.with(at, entries[other] as ChainEntry).with(other, entries[at] as ChainEntry),
  insert: (entries, at) => entries.toSpliced(at, 0, { ...(entries[at] as ChainEntry), id: randomUUID() }),
};

const cases = fc.record({
  length: fc.integer({ min: 2, max: 30 }),
  signed: fc.integer({ min: 2, max: 30 }),
  kind: fc.constantFrom(...Object.keys(tamperings)),
  places: fc.tuple(fc.nat(), fc.nat()),
  restamp: fc.boolean(),
});

it("finds whatever is done below a signed head, restamped or not", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ length, signed, kind, places, restamp }) => {
      const covered = Math.min(length, signed);
      const [at, other] = places.map((place) => place % covered) as [number, number];
      fc.pre(kind !== "reorder" || at !== other);
      const entries = chain(
        genesis,
        Array.from({ length }, (_, n) => told(n)),
        new Date().toISOString(),
      );
      const { seq, hash } = entries[covered - 1] as ChainEntry;
      const signedHeads = [signer.sign({ seq, hash })];
      expect((await verify(sourceOf(entries, signedHeads))).whole).toBe(true);
      const changed = tamperings[kind]?.(entries, at, other) ?? [];
      const verdict = await verify(sourceOf(restamp ? restamped(changed) : renumberedFor(kind, changed), signedHeads));
      expect(verdict.whole).toBe(false);
      const first = 1 + (kind === "reorder" ? Math.min(at, other) : at);
      expect(verdict.confirmed).toBeLessThan(first);
      // A shorter chain that fits together shows where it ends, not where it was changed.
      const [finding] = verdict.findings;
      expect(finding?.fault === "truncated" ? 0 : finding?.seq).toBeLessThanOrEqual(first);
    }),
    { numRuns: 200 },
  );
});

/** Where entries are exchanged or put in between, their numbers say so. */
function renumberedFor(kind: string, entries: readonly ChainEntry[]): ChainEntry[] {
  return kind === "reorder" ? entries.map((entry, at) => ({ ...entry, seq: at + 1 })) : [...entries];
}

it("says what nobody vouches for: a damaged head, and one of an unknown key", async () => {
  const entries = chain(genesis, [told(1), told(2)], new Date().toISOString());
  const [one, two] = entries.map(({ seq, hash }) => signer.sign({ seq, hash })) as [Head, Head];
  const damaged = { ...two, hash: one.hash };
  const found = await verify(sourceOf(entries, [one, damaged, { ...two, kid: "unknown" }]));
  expect(found).toMatchObject({ whole: false, heads: 1, uncovered: 1 });
  expect(found.findings.map(({ fault, seq }) => [fault, seq])).toEqual([
    ["bad_signature", 2],
    ["bad_signature", 2],
  ]);
});
