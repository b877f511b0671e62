import type { ActionCall } from "@agentos/action-kit/handler";
import type { ActionNameOf } from "@agentos/contracts/actions/actions";
import { AppError } from "@agentos/contracts/errors";
import { sql } from "kysely";
import { lockUser, type User } from "../db/users.ts";
import type { Unit } from "../events.ts";

type Call = Pick<ActionCall<Extract<ActionNameOf<"identity">, `user.${string}`>>, "actor">;

/** The account that an action is about, kept as it is until the transaction ends. Errors: NOT_FOUND; FORBIDDEN. */
export async function accountToChange(unit: Unit, { actor }: Call, userId: string): Promise<User> {
  const user = await lockUser(unit.tx, userId);
  if (!user) throw new AppError("NOT_FOUND", "There is no such account.");
  if (user.role === "admin") requireAdmin({ actor });
  return user;
}

/** Who was only granted the care of accounts cannot make administrators, or change them. Errors: FORBIDDEN. */
export function requireAdmin({ actor }: Call): void {
  if (actor.role !== "admin") throw new AppError("FORBIDDEN", "Only an administrator can do this.");
}

/**
 * Sees that somebody else can still manage everything. Two who take each other's rights away come one after the other.
 * Errors: LAST_ADMIN.
 */
export async function requireOtherAdmin({ tx }: Unit, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('identity:administrators', 0))`.execute(tx);
  const other = await tx
    .selectFrom("users")
    .select("id")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .where("id", "!=", userId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("user_permissions")
            .select("user_id")
            .whereRef("user_permissions.user_id", "=", "users.id")
            .where("permission", "in", ["ADMIN", "USER_MANAGE"])
            .where("granted", "=", false),
        ),
      ),
    )
    .executeTakeFirst();
  if (!other) throw new AppError("LAST_ADMIN");
}

/** An account as an action's result tells it. */
export function stateOf({ id, role, disabled_at, version }: Pick<User, "id" | "role" | "disabled_at" | "version">) {
  return { user_id: id, role, disabled: disabled_at !== null, version };
}
