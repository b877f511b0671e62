import { Client } from "pg";
import { startPostgres, type TestPostgres } from "./postgres.ts";

/** What a server of a real system would have, within what a small machine has. */
const settings = {
  shared_buffers: "1GB",
  max_wal_size: "16GB",
  checkpoint_timeout: "1h",
  // Nobody copies from it: what is loaded in bulk need not be written twice.
  wal_level: "minimal",
  max_wal_senders: "0",
};

/** A PostgreSQL of the caller's own for gigabytes of data; they go with it. */
export async function startLargePostgres(): Promise<TestPostgres> {
  const server = await startPostgres();
  const client = new Client({ connectionString: server.adminUrl });
  await client.connect();
  for (const [name, value] of Object.entries(settings)) await client.query(`alter system set ${name} = '${value}'`);
  await client.end();
  await server.restart();
  return server;
}
