import { actionScope } from "@agentos/contracts/actions/action-scope";
import { AppError } from "@agentos/contracts/errors";
import type { Actor } from "@agentos/contracts/messages/actions";
import { isStaff } from "@agentos/contracts/roles";
import type { Config } from "../config.ts";
import { readAccess } from "../db/access.ts";
import type { Db, Tx } from "../db/tables.ts";
import type { Asked } from "./asked.ts";
import { isAllowedAddress } from "./check-address.ts";

/** Who acts, judged by what the database says now. Errors: UNAUTHENTICATED; LOCKED_OUT; FORBIDDEN. */
export async function authorise({ db, config }: { db: Db | Tx; config: Config }, asked: Asked): Promise<Actor> {
  const { caller, contract, door } = asked;
  const access = await readAccess(db, caller.userId, caller.sessionId);
  if (!access) throw new AppError("UNAUTHENTICATED");
  if (access.locked_seconds !== null) {
    throw new AppError("LOCKED_OUT", undefined, { retryAfterSeconds: access.locked_seconds });
  }
  const staff = isStaff(access.role);
  const scope = actionScope(contract, access.role, access);
  if (!scope) throw new AppError("FORBIDDEN", missing(contract));
  if (door === "admin" && !staff) throw new AppError("FORBIDDEN");
  const confined = door === "own" && !(staff && isAllowedAddress(config, asked));
  return { user_id: caller.userId, role: access.role, scope: confined ? "own" : scope };
}

/** The way out: what to ask an administrator for. */
function missing({ name, permission }: Asked["contract"]): string {
  return `${name} needs the permission ${permission}, which your account does not have.`;
}
