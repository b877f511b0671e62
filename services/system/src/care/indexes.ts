import path from "node:path";
import { readFileSync } from "node:fs";
import type { Client } from "pg";

/** An index; `valid` where queries use it. */
export type CaredIndex = { name: string; quoted: string; valid: boolean; method: string };

const text = readFileSync(path.join(import.meta.dirname, "sql/indexes-of.sql"), "utf8");
/** What `reindex concurrently` calls the copy that it builds, and the one that it is about to drop. */
const leftover = /_cc(new|old)\d*$/;

/** The indexes of a table, and of its partitions, without what a run that was stopped has left. `table` as a statement has it. */
export async function indexesOf(client: Client, table: string): Promise<CaredIndex[]> {
  return (await allOf(client, table)).filter((index) => !isLeftover(index));
}

/** Indexes that a run that was stopped half way has left. */
export async function leftovers(client: Client, table: string): Promise<CaredIndex[]> {
  return (await allOf(client, table)).filter(isLeftover);
}

async function allOf(client: Client, table: string): Promise<CaredIndex[]> {
  return (await client.query<CaredIndex>(text, [table])).rows;
}

function isLeftover({ name, valid }: CaredIndex): boolean {
  return !valid && leftover.test(name);
}
