import type { Role } from "./roles.ts";

/** What a person may be allowed to do. `ADMIN` is everything. */
export const permissions = [
  "ADMIN",
  "JOB_CANCEL",
  "JOB_MANAGE",
  "QUEUE_MANAGE",
  "QUEUE_CLEAR",
  "WORKER_RESTART",
  "WORKER_MANAGE",
  "MANAGER_MANAGE",
  "SYSTEM_BACKUP",
  "SYSTEM_MANAGE",
  "CONFIG_UPDATE",
  "LOG_EXPORT",
  "LOG_MANAGE",
  "ANALYTICS_VIEW",
  "USER_MANAGE",
] as const;

export type Permission = (typeof permissions)[number];

/** Whether a permission reaches everything, or only what is one's own. */
export type Scope = "any" | "own";

const own: Partial<Record<Role, readonly Permission[]>> = { user: ["JOB_CANCEL"] };

const any: Record<Role, readonly Permission[]> = {
  admin: permissions,
  operator: [
    "JOB_CANCEL",
    "JOB_MANAGE",
    "QUEUE_MANAGE",
    "WORKER_RESTART",
    "WORKER_MANAGE",
    "MANAGER_MANAGE",
    "LOG_EXPORT",
    "ANALYTICS_VIEW",
  ],
  supervisor: ["JOB_CANCEL", "ANALYTICS_VIEW"],
  user: [],
  readonly: [],
};

/** What was granted to, or taken from, one user beside the role. */
export type PermissionOverrides = { granted: readonly Permission[]; denied: readonly Permission[] };

/**
 * How far a permission of a user reaches; undefined where it is not theirs. What is denied to a user is denied whatever the role
 * and other grants say, `ADMIN` too; what is granted reaches everything. To deny `ADMIN` takes the superuser's part and leaves
 * the single permissions of the role.
 */
export function scopeOf(
  permission: Permission,
  role: Role,
  overrides: PermissionOverrides = { granted: [], denied: [] },
): Scope | undefined {
  if (overrides.denied.includes(permission)) return undefined;
  const holds = (one: Permission): boolean => any[role].includes(one) || overrides.granted.includes(one);
  const superuser = holds("ADMIN") && !overrides.denied.includes("ADMIN");
  if (holds(permission) || superuser) return "any";
  return own[role]?.includes(permission) ? "own" : undefined;
}
