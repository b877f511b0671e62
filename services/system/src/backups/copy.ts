import { createHash } from "node:crypto";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { escapeIdentifier, type Client } from "pg";
import { from, to } from "pg-copy-streams";
import { quoted, type LiveTable } from "./list-tables.ts";

/** How many rows, and the SHA-256 in hex of all of them in PostgreSQL's text form. */
export type Content = { rows: number; sha256: string };

type Copied = Pick<LiveTable, "schema" | "name" | "columns" | "key">;

const lineEnd = 0x0a;

/** The same rows have the same text, whatever the server's settings are; and names in what it says are whole. */
export async function prepareSession(client: Client): Promise<void> {
  await client.query(
    `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
     set extra_float_digits = 1; set search_path = ''; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`,
  );
}

/** All rows in their order. */
export function readRows(client: Client, table: Copied): Readable {
  const order = table.key.length > 0 ? table.key.map(escapeIdentifier).join(", ") : `t::text collate "C"`;
  return client.query(to(`copy (select ${columnsOf(table)} from ${quoted(table)} t order by ${order}) to stdout`));
}

/** Puts rows in as they were read. */
export async function writeRows(client: Client, table: Copied, body: Readable, signal: AbortSignal): Promise<Content> {
  const content = measure();
  const into = client.query(from(`copy ${quoted(table)} (${columnsOf(table)}) from stdin`));
  await pipeline(body, content.pass, into, { signal });
  return content.end();
}

/** What is in a table. */
export async function contentOf(client: Client, table: Copied): Promise<Content> {
  const content = measure();
  await pipeline(readRows(client, table), content.pass, drain);
  return content.end();
}

/** Counts and hashes rows as they pass. */
export function measure(): { pass: Transform; end(): Content } {
  const hash = createHash("sha256");
  let rows = 0;
  const pass = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      for (let at = piece.indexOf(lineEnd); at >= 0; at = piece.indexOf(lineEnd, at + 1)) rows += 1;
      done(null, piece);
    },
  });
  return { pass, end: () => ({ rows, sha256: hash.digest("hex") }) };
}

/** What is measured need not be kept. */
async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces) continue;
}

function columnsOf({ columns }: Copied): string {
  return columns.map((column) => escapeIdentifier(column.name)).join(", ");
}
