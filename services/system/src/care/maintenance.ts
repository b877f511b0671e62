import { Client } from "pg";
import type { Config } from "../config.ts";

/**
 * Does something on a connection of the maintenance role's own: without the time-outs of the pools, since the care of a large table
 * takes its time. Once the signal aborts, the statement under way is cancelled. Errors: the signal's reason; the statement's.
 */
export async function withMaintenance<T>(
  { MAINTENANCE_DATABASE_URL }: Pick<Config, "MAINTENANCE_DATABASE_URL">,
  signal: AbortSignal,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: MAINTENANCE_DATABASE_URL,
    application_name: "system maintenance",
    connectionTimeoutMillis: 5000,
  });
  // A connection that breaks between two statements fails the next one; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const cancel = (): void => void cancelBackend(MAINTENANCE_DATABASE_URL, rows[0]?.pid ?? 0);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    signal.throwIfAborted();
    return await work(client);
  } finally {
    signal.removeEventListener("abort", cancel);
    await client.end();
  }
}

/** Where the server cannot be reached, the statement ends with it. */
async function cancelBackend(url: string, pid: number): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query("select pg_cancel_backend($1)", [pid]);
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
}
