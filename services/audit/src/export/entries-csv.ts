import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { auditEntry } from "@agentos/contracts/audit-entry";
import { stringify } from "csv-stringify/sync";

const columns = ["seq", "id", "timestamp", "chained_at", ...Object.keys(auditEntry.shape), "prev_hash", "hash"];

/** The lines of an export as a table for spreadsheets, in which no value is taken for a formula. */
export async function* entriesAsCsv(entries: Readable): AsyncIterable<string> {
  yield stringify([columns]);
  for await (const line of createInterface({ input: entries, crlfDelay: Infinity })) {
    const entry = JSON.parse(line) as Record<string, unknown>;
    yield stringify([columns.map((column) => entry[column])], { escape_formulas: true });
  }
}
