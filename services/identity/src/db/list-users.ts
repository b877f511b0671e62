import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import { validate as isUuid } from "uuid";
import type { Db, Tables } from "./tables.ts";

type Filters = FiltersOf<"users">;
type Among = ExpressionBuilder<Tables, "users">;

/** A page of the accounts, newest first, each with the end of its lock and what was granted to it or denied. */
export async function listUsers(db: Db, filters: Filters, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  let page = db
    .selectFrom("users")
    .select(["id", "email", "role", "disabled_at", "version", "created_at", "updated_at"])
    .select([lockedUntil.as("locked_until"), permissionsOf(true).as("granted"), permissionsOf(false).as("denied")])
    .where((eb) => matches(eb, filters))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(query.per_page + 1)
    .offset(offset);
  if (after) page = page.where(sql<SqlBool>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`);
  const [rows, counted] = await Promise.all([page.execute(), countUsers(db, filters)]);
  return paginate(
    rows.map((row) => ({ ...row, createdAt: row.created_at })),
    counted,
    query,
  );
}

/** Counts the accounts that match, in the order of an index, and stops one above the rows that page numbers reach. */
async function countUsers(db: Db, filters: Filters): Promise<number> {
  const matching = db
    .selectFrom("users")
    .select("id")
    .where((eb) => matches(eb, filters))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(maxPagedRows + 1);
  const { count } = await db
    .selectFrom(matching.as("matching"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

const lockedUntil = sql<Date | null>`(
  select max(locked_until) from sign_in_locks l where l.user_id = users.id and l.locked_until > now()
)`;
const isLocked = sql<SqlBool>`users.id in (
  select user_id from sign_in_locks where user_id is not null and locked_until > now()
)`;

function permissionsOf(granted: boolean) {
  return sql<string[]>`array(
    select permission from user_permissions p where p.user_id = users.id and p.granted = ${granted} order by permission
  )`;
}

function matches(eb: Among, { role, status, search }: Filters): Expression<SqlBool> {
  const conditions: Expression<SqlBool>[] = [];
  if (role !== undefined) conditions.push(eb("role", "=", role));
  if (status === "disabled") conditions.push(eb("disabled_at", "is not", null));
  else if (status !== undefined) {
    conditions.push(eb("disabled_at", "is", null), status === "locked" ? isLocked : eb.not(isLocked));
  }
  if (search !== undefined && search.trim() !== "") conditions.push(found(eb, search.trim().toLowerCase()));
  return eb.and(conditions);
}

function found(eb: Among, search: string): Expression<SqlBool> {
  if (isUuid(search)) return eb("id", "=", search);
  return eb("email", "like", `${search.replace(/[\\%_]/g, String.raw`\$&`)}%`);
}
