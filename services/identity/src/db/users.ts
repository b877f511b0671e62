import {
  userCreated,
  userDisabled,
  userEnabled,
  userPasswordChanged,
  userRoleChanged,
} from "@agentos/contracts/events/identity";
import { AppError } from "@agentos/contracts/errors";
import type { Role } from "@agentos/contracts/roles";
import { sql, type Selectable } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Unit } from "../events.ts";
import type { Db, Tx, UsersTable } from "./tables.ts";

export type User = Selectable<UsersTable>;

/** The account with this e-mail address, in lower case. */
export function findUser(db: Db, email: string): Promise<User | undefined> {
  return db.selectFrom("users").selectAll().where("email", "=", email).executeTakeFirst();
}

export function findUserById(db: Db, id: string): Promise<User | undefined> {
  return db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Makes an account. Errors: EMAIL_TAKEN. */
export async function insertUser(
  unit: Unit,
  account: { email: string; passwordHash: string; role: Role },
): Promise<User> {
  const user = await unit.tx
    .insertInto("users")
    .values({ id: uuidv7(), email: account.email, password_hash: account.passwordHash, role: account.role })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!user) throw new AppError("EMAIL_TAKEN");
  await unit.announce(userCreated, user, { user_id: user.id, role: user.role });
  return user;
}

/** Changes an account, as a new version of it. */
export function touchUser(
  tx: Tx,
  userId: string,
  values: Partial<Pick<User, "password_hash" | "role" | "disabled_at">>,
): Promise<User> {
  return tx
    .updateTable("users")
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", userId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Gives an account another role. */
export async function setRole(unit: Unit, userId: string, role: Role): Promise<User> {
  const user = await touchUser(unit.tx, userId, { role });
  await unit.announce(userRoleChanged, user, { user_id: userId, role });
  return user;
}

/** Closes an account, or opens it again. */
export async function setDisabled(unit: Unit, userId: string, disabled: boolean): Promise<User> {
  const user = await touchUser(unit.tx, userId, { disabled_at: disabled ? new Date() : null });
  await unit.announce(disabled ? userDisabled : userEnabled, user, { user_id: userId });
  return user;
}

/** Gives an account another password. */
export async function setPassword(unit: Unit, userId: string, passwordHash: string): Promise<void> {
  const user = await touchUser(unit.tx, userId, { password_hash: passwordHash });
  await unit.announce(userPasswordChanged, user, { user_id: user.id });
}

/** Keeps the same password under today's costs; nothing that anyone else would see changes. */
export async function rehash(db: Db, user: User, passwordHash: string): Promise<void> {
  await db
    .updateTable("users")
    .set({ password_hash: passwordHash })
    .where("id", "=", user.id)
    .where("password_hash", "=", user.password_hash)
    .execute();
}

/** Reads an account and keeps it as it is until the transaction ends. */
export function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  return tx.selectFrom("users").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

/** Whether an account was given another password between two looks; the same one under other costs does not count. */
export function hasOtherPassword(before: User, now: User): boolean {
  return before.version !== now.version && before.password_hash !== now.password_hash;
}
