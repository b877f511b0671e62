import { userPermissionChanged } from "@agentos/contracts/events/identity";
import type { Permission } from "@agentos/contracts/permissions";
import type { Unit } from "../events.ts";
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
