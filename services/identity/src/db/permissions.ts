import { userPermissionChanged } from "@agentos/contracts/events/identity";
import { permissions, type Permission, type PermissionOverrides } from "@agentos/contracts/permissions";
import type { Unit } from "../events.ts";
import type { Db } from "./tables.ts";
import { touchUser } from "./users.ts";

/** Grants or denies a permission to an account, or leaves it to the role. */
export async function setPermission(
  unit: Unit,
  userId: string,
  permission: Permission,
  setting: "grant" | "deny" | "default",
): Promise<void> {
  await unit.tx
    .deleteFrom("user_permissions")
    .where("user_id", "=", userId)
    .where("permission", "=", permission)
    .execute();
  if (setting !== "default") {
    await unit.tx
      .insertInto("user_permissions")
      .values({ user_id: userId, permission, granted: setting === "grant" })
      .execute();
  }
  const user = await touchUser(unit.tx, userId, {});
  await unit.announce(userPermissionChanged, user, { user_id: userId, permission, setting });
}

/** What was granted and denied to an account beside its role, in the order of the contract. */
export async function readOverrides(db: Db, userId: string): Promise<PermissionOverrides> {
  const rows = await db
    .selectFrom("user_permissions")
    .select(["permission", "granted"])
    .where("user_id", "=", userId)
    .execute();
  const set = new Map(rows.map(({ permission, granted }) => [permission, granted]));
  return {
    granted: permissions.filter((permission) => set.get(permission) === true),
    denied: permissions.filter((permission) => set.get(permission) === false),
  };
}
