import { scopeOf, type PermissionOverrides, type Scope } from "../permissions.ts";
import type { Role } from "../roles.ts";
import type { ActionContract } from "./action-contract.ts";

/** How far a user may go with an action; undefined where it is not theirs at all. */
export function actionScope(
  { permission, ownFor }: Pick<ActionContract, "permission" | "ownFor">,
  role: Role,
  overrides?: PermissionOverrides,
): Scope | undefined {
  return scopeOf(permission, role, overrides) ?? (ownFor?.includes(role) ? "own" : undefined);
}
