import type { Stack } from "@agentos/testkit/servers/stack";
import { Client } from "pg";
import { databaseUrl } from "../stack/driver.ts";

/**
 * Keeps the owner of agents and workers from answering: nobody can read its table, while everything else goes on. Resolves with
 * how to let it answer again.
 */
export async function holdFleet(stack: Stack): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: databaseUrl(stack) });
  await client.connect();
  await client.query("begin");
  await client.query("lock table fleet.agents in access exclusive mode");
  return () => client.end();
}
