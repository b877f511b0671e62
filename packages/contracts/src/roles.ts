/** The five roles. `admin`, `operator`, `supervisor` and `readonly` are staff; `user` sees only what is their own. */
export const roles = ["admin", "operator", "supervisor", "user", "readonly"] as const;

export type Role = (typeof roles)[number];

export const staffRoles = ["admin", "operator", "supervisor", "readonly"] as const satisfies readonly Role[];

/** Whether a role may see, and change nothing. */
export function onlyReads(role: Role): boolean {
  return role === "readonly";
}

export function isStaff(role: Role): boolean {
  return (staffRoles as readonly Role[]).includes(role);
}
