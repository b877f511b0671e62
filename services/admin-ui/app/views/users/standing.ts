import { scopeOf, type Permission, type Scope } from "@agentos/contracts/permissions";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";

export type UserRow = RowOf<"users">;

/** Of a permission: what the role gives, what was set for the account beside it, and what comes of both. */
export type PermissionStanding = {
  byRole: Scope | undefined;
  setting: "grant" | "deny" | "default";
  comesTo: Scope | undefined;
};

export function standingOf(
  permission: Permission,
  user: Pick<UserRow, "role" | "granted" | "denied">,
): PermissionStanding {
  const setting = user.denied.includes(permission) ? "deny" : user.granted.includes(permission) ? "grant" : "default";
  return { byRole: scopeOf(permission, user.role), setting, comesTo: scopeOf(permission, user.role, user) };
}

const words = { any: "Everything", own: "Own only", none: "No" } as const;

/** How far a permission reaches, in words. */
export function scopeWords(scope: Scope | undefined): string {
  return words[scope ?? "none"];
}
