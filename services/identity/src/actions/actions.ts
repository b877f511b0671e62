import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { systemUnlockAccount } from "./system-unlock-account.ts";
import { configRotateSecret } from "./config-rotate-secret.ts";
import { userCreate } from "./user-create.ts";
import { userDisable } from "./user-disable.ts";
import { userEnable } from "./user-enable.ts";
import { userResetPassword } from "./user-reset-password.ts";
import { userRevokeSessions } from "./user-revoke-sessions.ts";
import { userSetPermission } from "./user-set-permission.ts";
import { userSetRole } from "./user-set-role.ts";

/** The actions that identity carries out. */
export function identityActions(context: Context): ActionHandlers<"identity"> {
  return {
    "system.unlock_account": systemUnlockAccount(context),
    "config.rotate_secret": configRotateSecret(context),
    "user.create": userCreate(context),
    "user.disable": userDisable(context),
    "user.enable": userEnable(context),
    "user.reset_password": userResetPassword(context),
    "user.revoke_sessions": userRevokeSessions(context),
    "user.set_permission": userSetPermission(context),
    "user.set_role": userSetRole(context),
  };
}
