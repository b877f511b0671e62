import type { IntegrityFinding } from "@agentos/contracts/actions/database/check-integrity";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { DatabaseError, type Client } from "pg";

type Index = { name: string; oid: number; valid: boolean; btree: boolean };

/** PostgreSQL's index_corrupted and data_corrupted. */
const corrupted: readonly (string | undefined)[] = ["XX002", "XX001"];

/** Whether the server has amcheck, and this role may use it. */
export async function mayCheckIndexes(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce(has_function_privilege(to_regprocedure('public.bt_index_check(regclass)'), 'execute'), false) as may`,
  );
  return rows[0]?.may ?? false;
}

/** Every index of the owners' schemas that has something in it. */
export async function indexesOfAll(client: Client): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `select n.nspname || '.' || i.relname as name, i.oid::int8 as oid, x.indisvalid as valid, a.amname = 'btree' as btree
     from pg_index x
     join pg_class i on i.oid = x.indexrelid and i.relkind = 'i'
     join pg_namespace n on n.oid = i.relnamespace
     join pg_am a on a.oid = i.relam
     where n.nspname = any ($1) order by name`,
    [schemaOwners.map(schemaOf)],
  );
  return rows;
}

/** What is wrong with an index, if anything. Without `amcheck` only its mark is looked at. */
export async function checkIndex(
  client: Client,
  index: Index,
  amcheck: boolean,
): Promise<IntegrityFinding | undefined> {
  const finding = { kind: "index", what: index.name, rows: null } as const;
  if (!index.valid) return { ...finding, says: "It was never built to its end; queries do not use it." };
  if (!amcheck || !index.btree) return undefined;
  try {
    // An index that was dropped meanwhile is nobody's any more.
    await client.query("select public.bt_index_check(oid::regclass) from pg_class where oid = $1", [index.oid]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || !corrupted.includes(error.code)) throw error;
    return { ...finding, says: `It is damaged: ${error.message}.` };
  }
  return undefined;
}
