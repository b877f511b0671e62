import { createHash } from "node:crypto";
import { canonicalJson } from "@agentos/audit-kit/canonical-json";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import type { EntriesTable, InboxTable } from "../db/tables.ts";

/** What was told, with the time and the service that told it. Times are ISO 8601 in UTC, with milliseconds. */
export type ToldEntry = AuditEntry & { id: string; timestamp: string; written_by: string };

/** An entry in its place in the chain, as it is hashed and exported. Hashes are hexadecimal. */
export type ChainEntry = ToldEntry & { seq: number; chained_at: string; prev_hash: string; hash: string };

/** A place in the chain: the entry there, by its hash. */
export type Link = Pick<ChainEntry, "seq" | "hash">;

/** Before the first entry. */
export const genesis: Link = { seq: 0, hash: "0".repeat(64) };

/** SHA-256 over the canonical JSON (RFC 8785) of everything but the hash itself. */
export function hashOf(entry: Omit<ChainEntry, "hash"> & { hash?: string }): string {
  const { hash: _, ...content } = entry;
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

export function toldOf(row: InboxTable): ToldEntry {
  return { ...row, timestamp: row.timestamp.toISOString() };
}

export function entryOf(row: EntriesTable): ChainEntry {
  return {
    ...row,
    timestamp: row.timestamp.toISOString(),
    chained_at: row.chained_at.toISOString(),
    prev_hash: row.prev_hash.toString("hex"),
    hash: row.hash.toString("hex"),
  };
}

/** Gives entries their places behind `end`, in the order in which they come. */
export function chain(end: Link, told: readonly ToldEntry[], chainedAt: string): ChainEntry[] {
  let last = end;
  return told.map((one) => {
    const placed = { ...one, seq: last.seq + 1, chained_at: chainedAt, prev_hash: last.hash };
    const entry = { ...placed, hash: hashOf(placed) };
    last = entry;
    return entry;
  });
}
