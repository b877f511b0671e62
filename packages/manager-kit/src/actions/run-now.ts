import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { ManagerContext } from "../context.ts";
import { changeManager } from "./change-manager.ts";

/** Asks for a run; the copy that runs it ends the action with what it did. One that is stopped or paused does not run. */
export function managerRunNow(context: ManagerContext): ActionHandler<"manager.run_now"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        if (!row.enabled) throw new AppError("CONFLICT", "The manager is stopped. Start it first.");
        if (row.is_paused) throw new AppError("CONFLICT", "The manager is paused. Resume it first.");
        await tx
          .insertInto("manager_operations")
          .values({ action_id: call.actionId, manager: row.name, kind: "run_now" })
          .execute();
        return call.hold(action);
      }),
  };
}
