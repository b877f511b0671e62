import type { Client } from "pg";

type Timed = (what: string, work: () => Promise<unknown>) => Promise<void>;

/** Does `work` while these tables have no indexes but those of their keys, and makes the others again, sorted and at once. */
export async function withoutIndexes(
  client: Client,
  tables: readonly string[],
  timed: Timed,
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any ($1::regclass[]) and not i.indisunique`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  for (const { name, definition } of rows) await timed(`index ${name}`, () => client.query(definition));
}
