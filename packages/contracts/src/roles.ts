/** The five roles. `admin`, `operator`, `supervisor` and `readonly` are staff; `user` sees only what is their own. */
export const roles = ["admin", "operator", "supervisor", "user", "readonly"] as const;

export type Role = (typeof roles)[number];

export const staffRoles = ["admin", "operator", "supervisor", "readonly"] as const satisfies readonly Role[];

export function isStaff(role: Role): boolean {
  return (staffRoles as readonly Role[]).includes(role);
}
