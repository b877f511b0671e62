import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "@agentos/testkit/servers/stack";
import { Client } from "pg";
import { databaseUrl } from "../../stack/driver.ts";
import { pgbenchScript } from "./pgbench-script.ts";
import {
  groupByTransaction,
  logLinePrefix,
  readStatements,
  withoutIdle,
  type Group,
  type Statement,
} from "./recorded-statements.ts";

export type Recording = { text: string; statements: number; transactions: number };

/** Longer than the pauses of the loops that ask the database by themselves. */
const idleMs = 12_000;
const settleMs = 1500;
const tries = 7;

/**
 * Records what the services send to PostgreSQL until an action is answered; what they send anyway, and what they do with it
 * afterwards in batches (chaining, publishing), is left out: the anchor bears none of that, ours does.
 */
export async function recordAction(stack: Stack, one: () => Promise<void>): Promise<Recording> {
  await configure(stack, { log_statement: "all", log_line_prefix: logLinePrefix });
  const idle = await during(stack, () => sleep(idleMs));
  const recordings: Group[][] = [];
  for (let count = 0; count < tries; count += 1) {
    await sleep(settleMs);
    recordings.push(withoutIdle(groupByTransaction(await during(stack, one)), idle));
  }
  await configure(stack, { log_statement: "none" });
  // What some loop sent in the midst of it makes a recording longer.
  const [first, second] = recordings.toSorted((a, b) => a.flat().length - b.flat().length);
  if (!first || !second) throw new Error("Nothing was recorded.");
  return { text: pgbenchScript(second, first), statements: second.flat().length, transactions: second.length };
}

async function during(stack: Stack, work: () => Promise<void>): Promise<Statement[]> {
  const before = stack.logOf("postgres").length;
  await work();
  return readStatements(stack.logOf("postgres").slice(before));
}

async function configure(stack: Stack, settings: Record<string, string>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(stack) });
  await client.connect();
  // pgbench signs in as one service and sends the statements of two; this stack is thrown away.
  await client.query("alter role action_dispatcher superuser");
  for (const [name, value] of Object.entries(settings)) await client.query(`alter system set ${name} = '${value}'`);
  await client.query("select pg_reload_conf()");
  await client.end();
  await sleep(settleMs);
}
