import { AppError } from "@agentos/contracts/errors";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import type { Client } from "pg";

/** A table, and its name as a statement has it. */
export type CaredTable = { name: string; quoted: string };

/**
 * The tables of all owners that the maintenance role owns, or the one that is named. The audit trail's belong to nobody who signs in:
 * the server takes care of them by itself. Errors: NOT_FOUND.
 */
export async function tablesToCareFor(client: Client, named: string | undefined): Promise<CaredTable[]> {
  const { rows } = await client.query<CaredTable>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any ($1)
       and c.relowner = current_user::regrole
       and ($2::text is null or n.nspname || '.' || c.relname = $2)
     order by name`,
    [schemaOwners.map(schemaOf), named ?? null],
  );
  if (named !== undefined && rows.length === 0)
    throw new AppError("NOT_FOUND", `There is no table ${named} that is cared for by hand.`);
  return rows;
}
