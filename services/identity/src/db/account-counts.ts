import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { roles, type Role } from "@agentos/contracts/roles";
import { sql } from "kysely";
import type { Db } from "./tables.ts";

type Accounts = NonNullable<PartsOf<"identity">["system"]>["accounts"];

/** How many accounts there are, and how many of them cannot be signed in to. */
export async function countAccounts(db: Db): Promise<Accounts> {
  const [counts, { locked }] = await Promise.all([
    db
      .selectFrom("account_counts")
      .select((eb) => ["role", "disabled", sql<number>`${eb.fn.sum("accounts")}::int`.as("accounts")])
      .groupBy(["role", "disabled"])
      .execute(),
    db
      .selectFrom("sign_in_locks")
      .select(sql<number>`count(distinct user_id)::int`.as("locked"))
      .where("user_id", "is not", null)
      .where("locked_until", ">", sql<Date>`now()`)
      .executeTakeFirstOrThrow(),
  ]);
  const sum = (which: (row: (typeof counts)[number]) => boolean): number =>
    counts.filter(which).reduce((total, { accounts }) => total + accounts, 0);
  return {
    total: sum(() => true),
    by_role: Object.fromEntries(roles.map((role) => [role, sum((row) => row.role === role)])) as Record<Role, number>,
    disabled: sum(({ disabled }) => disabled),
    locked,
  };
}

/** Puts the counts together that changes of accounts have added, one row for each role and state. Waits for nobody. */
export async function foldAccountCounts(db: Db): Promise<void> {
  await db
    .with("taken", (eb) => eb.deleteFrom("account_counts").returningAll())
    .insertInto("account_counts")
    .columns(["role", "disabled", "accounts"])
    .expression((eb) =>
      eb
        .selectFrom("taken")
        .select((of) => ["role", "disabled", of.fn.sum<number>("accounts").as("accounts")])
        .groupBy(["role", "disabled"]),
    )
    .execute();
}
