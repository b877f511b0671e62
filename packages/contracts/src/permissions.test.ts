import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permissions, scopeOf, type Permission, type PermissionOverrides, type Scope } from "./permissions.ts";
import { roles, type Role } from "./roles.ts";

const onlyAdmins: readonly Permission[] = ["ADMIN", "QUEUE_CLEAR", "SYSTEM_BACKUP", "SYSTEM_MANAGE", "USER_MANAGE"];

describe("a role", () => {
  it("has what the specification says, and no more", () => {
    const held = (role: Role): Record<string, Scope> =>
      Object.fromEntries(
        permissions.map((one) => [one, scopeOf(one, role)]).filter(([, scope]) => scope !== undefined),
      ) as Record<string, Scope>;
    const any = (...names: Permission[]) => Object.fromEntries(names.map((name) => [name, "any"]));
    expect(held("admin")).toEqual(any(...permissions));
    expect(held("operator")).toEqual(
      any(
        "JOB_CANCEL",
        "JOB_MANAGE",
        "QUEUE_MANAGE",
        "WORKER_RESTART",
        "WORKER_MANAGE",
        "MANAGER_MANAGE",
        "LOG_EXPORT",
        "ANALYTICS_VIEW",
      ),
    );
    expect(held("supervisor")).toEqual(any("JOB_CANCEL", "ANALYTICS_VIEW"));
    expect(held("user")).toEqual({ JOB_CANCEL: "own" });
    expect(held("readonly")).toEqual({});
  });

  it.each(onlyAdmins)("other than admin has not %s, unless it was granted", (permission) => {
    for (const role of roles.filter((one) => one !== "admin")) {
      expect(scopeOf(permission, role)).toBeUndefined();
      expect(scopeOf(permission, role, { granted: [permission], denied: [] })).toBe("any");
    }
  });
});

describe("what was granted or denied to one user", () => {
  it.each<[string, Role, Permission, PermissionOverrides, Scope | undefined]>([
    ["one permission less for an admin", "admin", "QUEUE_CLEAR", { granted: [], denied: ["QUEUE_CLEAR"] }, undefined],
    ["an admin's other permissions stay", "admin", "QUEUE_MANAGE", { granted: [], denied: ["QUEUE_CLEAR"] }, "any"],
    [
      "an admin without ADMIN keeps the role's others",
      "admin",
      "USER_MANAGE",
      { granted: [], denied: ["ADMIN"] },
      "any",
    ],
    ["an admin without ADMIN is no superuser", "admin", "ADMIN", { granted: [], denied: ["ADMIN"] }, undefined],
    ["a permission for readonly", "readonly", "JOB_CANCEL", { granted: ["JOB_CANCEL"], denied: [] }, "any"],
    ["nothing else for readonly", "readonly", "JOB_MANAGE", { granted: ["JOB_CANCEL"], denied: [] }, undefined],
    ["others' jobs for a user", "user", "JOB_CANCEL", { granted: ["JOB_CANCEL"], denied: [] }, "any"],
    ["not even the own jobs of a user", "user", "JOB_CANCEL", { granted: [], denied: ["JOB_CANCEL"] }, undefined],
    ["everything by ADMIN", "readonly", "SYSTEM_BACKUP", { granted: ["ADMIN"], denied: [] }, "any"],
    ["a denial against ADMIN", "user", "JOB_CANCEL", { granted: ["ADMIN"], denied: ["JOB_CANCEL"] }, undefined],
    [
      "a denial against a grant",
      "operator",
      "CONFIG_UPDATE",
      { granted: ["CONFIG_UPDATE"], denied: ["CONFIG_UPDATE"] },
      undefined,
    ],
    ["ADMIN granted and denied", "operator", "CONFIG_UPDATE", { granted: ["ADMIN"], denied: ["ADMIN"] }, undefined],
  ])("%s", (_, role, permission, overrides, scope) => {
    expect(scopeOf(permission, role, overrides)).toBe(scope);
  });

  const some = fc.uniqueArray(fc.constantFrom(...permissions));
  const given = {
    permission: fc.constantFrom(...permissions),
    role: fc.constantFrom(...roles),
    granted: some,
    denied: some,
  };
  const width = (scope: Scope | undefined): number => (scope === "any" ? 2 : scope === "own" ? 1 : 0);

  it("counts as: denied, granted or superuser, else the role alone", () => {
    fc.assert(
      fc.property(fc.record(given), ({ permission, role, granted, denied }) => {
        const superuser = (role === "admin" || granted.includes("ADMIN")) && !denied.includes("ADMIN");
        const expected = denied.includes(permission)
          ? undefined
          : granted.includes(permission) || superuser
            ? "any"
            : scopeOf(permission, role);
        expect(scopeOf(permission, role, { granted, denied })).toBe(expected);
      }),
    );
  });

  it("never takes by a grant, and never gives by a denial", () => {
    fc.assert(
      fc.property(fc.record({ ...given, one: fc.constantFrom(...permissions) }), (case_) => {
        const { permission, role, granted, denied, one } = case_;
        const before = width(scopeOf(permission, role, { granted, denied }));
        expect(width(scopeOf(permission, role, { granted: [...granted, one], denied }))).toBeGreaterThanOrEqual(before);
        expect(width(scopeOf(permission, role, { granted, denied: [...denied, one] }))).toBeLessThanOrEqual(before);
      }),
    );
  });
});
