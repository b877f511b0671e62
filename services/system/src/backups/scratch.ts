import { Client, escapeIdentifier } from "pg";
import { withMaintenance } from "../care/maintenance.ts";
import type { Config } from "../config.ts";

/** Works in a database of its own, which is gone afterwards; one of the same name that an earlier run has left is gone before. */
export async function withScratch<T>(
  config: Pick<Config, "MAINTENANCE_DATABASE_URL">,
  { id, signal }: { id: string; signal: AbortSignal },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const name = `scratch_${id.replaceAll("-", "")}`;
  const url = new URL(config.MAINTENANCE_DATABASE_URL);
  url.pathname = `/${name}`;
  const drop = `drop database if exists ${escapeIdentifier(name)} with (force)`;
  await onServer(config, drop);
  await onServer(config, `create database ${escapeIdentifier(name)} template template0`);
  try {
    return await withMaintenance({ MAINTENANCE_DATABASE_URL: url.href }, signal, work);
  } finally {
    await onServer(config, drop);
  }
}

/** Not to be cut short: it is what clears up. */
function onServer(config: Pick<Config, "MAINTENANCE_DATABASE_URL">, statement: string): Promise<unknown> {
  return withMaintenance(config, new AbortController().signal, (client) => client.query(statement));
}
