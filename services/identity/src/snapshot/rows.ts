import { permissions, type Permission } from "@agentos/contracts/permissions";
import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { listUsers } from "../db/list-users.ts";

/** The rows of accounts, for those who manage them. */
export function identityRowReaders({ db }: Pick<Context, "db">): RowReaders<"identity"> {
  return {
    async users(filters, page) {
      const { rows, pagination } = await listUsers(db, filters, page);
      const users = rows.map(({ disabled_at, locked_until, created_at, updated_at, granted, denied, ...row }) => ({
        ...row,
        status: disabled_at ? ("disabled" as const) : locked_until ? ("locked" as const) : ("active" as const),
        disabled_at: disabled_at?.toISOString() ?? null,
        locked_until: locked_until?.toISOString() ?? null,
        granted: granted.filter(isKnown),
        denied: denied.filter(isKnown),
        created_at: created_at.toISOString(),
        updated_at: updated_at.toISOString(),
      }));
      return { rows: users, pagination };
    },
  };
}

/** Permissions of another version of the code mean nothing in this one. */
function isKnown(permission: string): permission is Permission {
  return (permissions as readonly string[]).includes(permission);
}
