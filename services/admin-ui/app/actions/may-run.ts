import { findAction, type ActionName } from "@agentos/contracts/actions/actions";
import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { Account } from "@agentos/contracts/api/auth";
import { scopeOf, type Permission } from "@agentos/contracts/permissions";
import { staffRoles } from "@agentos/contracts/roles";

/** The contract of an action that is in the catalogue. */
export function contractOf(action: ActionName): ActionContract {
  const contract = findAction(action);
  if (!contract) throw new Error(`There is no action ${action}.`);
  return contract;
}

/** Why somebody may not carry out an action, in words; undefined where they may. The server decides anew each time. */
export function whyNot(action: ActionName, user: Account): string | undefined {
  const { permission, ownFor } = contractOf(action);
  if (has(permission, user)) return undefined;
  // A part of it is theirs without the permission: alerts are, for whoever operates the system.
  if (ownFor?.includes(user.role)) return undefined;
  if (user.denied.includes(permission)) return `The permission ${permission} was denied to this account.`;
  const holders = staffRoles.filter((role) => scopeOf(permission, role) === "any");
  return `Needs the permission ${permission}, which the role ${user.role} does not have. ${holdersOf(holders)}`;
}

/** Whether somebody has a permission for everything. */
export function has(permission: Permission, user: Account): boolean {
  return scopeOf(permission, user.role, user) === "any";
}

function holdersOf(holders: readonly string[]): string {
  return holders.length === 0 ? "" : `These have it: ${holders.join(", ")}.`;
}
