import type { adminOperations } from "@agentos/contracts/api/admin";
import { AppError } from "@agentos/contracts/errors";
import { Accepted, type Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readAction, readActions } from "../db/read-actions.ts";
import { takeAction } from "../pipeline/take-action.ts";
import { incoming } from "./incoming.ts";
import { readOverview } from "./overview.ts";

/** Errors: NOT_FOUND, so that nobody waits for an action that is not there. */
async function requireAction({ db }: Context, actionId: string): ReturnType<typeof readAction> {
  const found = await readAction(db, actionId);
  if (found.length === 0) throw new AppError("NOT_FOUND", "There is no action of that id. A dry run leaves none.");
  return found;
}

export function adminHandlers(context: Context): Handlers<typeof adminOperations> {
  return {
    async action(call) {
      const reply = await takeAction(context, incoming(call, { body: call.body, door: "admin" }));
      return reply.status === "accepted" ? new Accepted(reply) : reply;
    },
    async actionStatus({ caller, query }) {
      const { action_id } = query;
      if (action_id !== undefined) return { actions: await requireAction(context, action_id), overview: null };
      const [actions, overview] = await Promise.all([readActions(context.db), readOverview(context, caller)]);
      return { actions, overview };
    },
  };
}
