import { accessChangeSeconds } from "@agentos/contracts/access-token";
import type { accessChanges, AccessChange, AccessPlace } from "@agentos/contracts/messages/identity";
import { permissions, type Permission } from "@agentos/contracts/permissions";
import { sql, type Selectable } from "kysely";
import type { z } from "zod";
import type { AccessChangesTable, Db, Tx } from "./tables.ts";

type Row = Pick<Selectable<AccessChangesTable>, "seq" | "mark" | "user_id" | "session_id"> & { at: number };

/** Rows of one answer; an answer has to fit into a message of 1 MB. */
const batch = 500;

/** The next changes of the feed after a place. */
export async function readAccessChanges(
  db: Db,
  after: AccessPlace | null,
): Promise<z.input<(typeof accessChanges)["reply"]>> {
  const rows = await readRows(db, after);
  const last = rows.at(-1);
  return {
    // Read after the rows, so that it is what they tell of, or newer.
    changes: await gather(db, rows),
    place: last ? { seq: last.seq, mark: last.mark } : after,
    more: rows.length === batch,
  };
}

/** Forgets what is of no use to any follower. */
export async function deleteOldAccessChanges(tx: Tx): Promise<number> {
  const result = await tx
    .deleteFrom("access_changes")
    .where("at", "<", sql<Date>`now() - make_interval(secs => ${2 * accessChangeSeconds})`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** A place that the feed does not know is as good as none. */
function readRows(db: Db, after: AccessPlace | null): Promise<Row[]> {
  const place = db
    .selectFrom("access_changes")
    .select("seq")
    .where("seq", "=", after?.seq ?? 0)
    .where("mark", "=", after?.mark ?? noMark);
  return db
    .selectFrom("access_changes")
    .select(["seq", "mark", "user_id", "session_id"])
    .select(sql<number>`extract(epoch from at)::float8`.as("at"))
    .where("seq", ">", (eb) => eb.fn.coalesce(place, eb.val(0)))
    .where("at", ">", sql<Date>`now() - make_interval(secs => ${accessChangeSeconds})`)
    .orderBy("seq")
    .limit(batch)
    .execute();
}

/** One change for each user, in the order in which they were last changed. */
async function gather(db: Db, rows: readonly Row[]): Promise<AccessChange[]> {
  const byUser = new Map<string, Pick<AccessChange, "ended_sessions" | "changed_at">>();
  for (const { user_id, session_id, at } of rows) {
    const ended = byUser.get(user_id)?.ended_sessions ?? [];
    byUser.delete(user_id);
    byUser.set(user_id, { ended_sessions: session_id ? [...ended, session_id] : ended, changed_at: at });
  }
  const states = await readStates(db, [...byUser.keys()]);
  return [...byUser].map(([user_id, change]) => {
    return { user_id, ...(states.get(user_id) ?? noAccess), ...change };
  });
}

type State = Pick<AccessChange, "role" | "granted" | "denied">;
const noAccess: State = { role: null, granted: [], denied: [] };

/** What an account may do now. */
export async function readAccess(db: Db, userId: string): Promise<State> {
  return (await readStates(db, [userId])).get(userId) ?? noAccess;
}

async function readStates(db: Db, userIds: string[]): Promise<Map<string, State>> {
  if (userIds.length === 0) return new Map();
  const [users, overrides] = await Promise.all([
    db.selectFrom("users").select(["id", "role", "disabled_at"]).where("id", "in", userIds).execute(),
    db
      .selectFrom("user_permissions")
      .select(["user_id", "permission", "granted"])
      .where("user_id", "in", userIds)
      .execute(),
  ]);
  const known = overrides.filter((one) => isPermission(one.permission));
  const named = (userId: string, granted: boolean): Permission[] =>
    known.filter((one) => one.user_id === userId && one.granted === granted).map((one) => one.permission as Permission);
  return new Map(
    users.map(({ id, role, disabled_at }) => [
      id,
      { role: disabled_at === null ? role : null, granted: named(id, true), denied: named(id, false) },
    ]),
  );
}

function isPermission(name: string): boolean {
  return (permissions as readonly string[]).includes(name);
}

const noMark = "00000000-0000-0000-0000-000000000000";
