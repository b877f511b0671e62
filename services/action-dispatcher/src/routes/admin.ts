import type { adminOperations } from "@agentos/contracts/api/admin";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readActions } from "../db/read-actions.ts";
import { takeAction } from "../pipeline/take-action.ts";

export function adminHandlers(context: Context): Handlers<typeof adminOperations> {
  return {
    action: ({ caller, request, body }) =>
      takeAction(context, {
        caller,
        address: request.get("x-forwarded-for") ?? "",
        userAgent: request.get("user-agent") ?? "",
        body,
        key: request.get("x-idempotency-key"),
      }),
    actionStatus: async ({ query }) => ({ actions: await readActions(context.db, query.action_id) }),
  };
}
