import { AppError } from "@agentos/contracts/errors";
import { isStaff } from "@agentos/contracts/roles";
import type { Config } from "../config.ts";
import type { Incoming } from "./asked.ts";

type Allowlists = Pick<Config, "ACTION_ALLOWLIST" | "ACTION_ALLOWLISTS">;

/** Whether a request comes from where administration is allowed, and this action in particular. */
export function isAllowedAddress(
  { ACTION_ALLOWLIST, ACTION_ALLOWLISTS }: Allowlists,
  { address, body }: Pick<Incoming, "address" | "body">,
): boolean {
  const { action } = (body ?? {}) as { action?: unknown };
  const own = typeof action === "string" ? ACTION_ALLOWLISTS.get(action) : undefined;
  return ACTION_ALLOWLIST.includes(address) && (own === undefined || own.includes(address));
}

/** Errors: FORBIDDEN for who is no staff; ADDRESS_NOT_ALLOWED. The other door judges later, by the scope. */
export function checkAddress(config: Allowlists, incoming: Incoming): void {
  if (incoming.door !== "admin") return;
  if (!isStaff(incoming.caller.role)) throw new AppError("FORBIDDEN");
  if (!isAllowedAddress(config, incoming)) throw new AppError("ADDRESS_NOT_ALLOWED");
}
