import type { Role } from "@agentos/contracts/roles";
import type { Stack } from "@agentos/testkit/servers/stack";
import { Client } from "pg";
import { databaseUrl } from "./driver.ts";

/** Asks, or changes, the database of the stack as the maintenance role: behind the back of every service. */
export async function maintain<Row>(stack: Stack, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl(stack) });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** The id of the demo account of a role. */
export async function accountOf(stack: Stack, role: Role): Promise<string> {
  const [row] = await maintain<{ id: string }>(stack, "select id from identity.users where email = $1", [
    stack.accounts[role]?.email,
  ]);
  if (!row) throw new Error(`There is no demo account of role ${role}.`);
  return row.id;
}
