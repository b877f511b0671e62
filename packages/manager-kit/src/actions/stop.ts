import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { managerByName } from "@agentos/contracts/managers/managers";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** From the commit on no run begins; the copy that leads tells the one under way to stop. */
export function managerStop(context: ManagerContext): ActionHandler<"manager.stop"> {
  return {
    run: async (call) => {
      const { manager } = call.payload;
      if (managerByName(manager).essential) throw new AppError("MANAGER_ESSENTIAL");
      return changeManager(context, manager, async ({ tx, action }) => {
        await setManager(tx, manager).set({ enabled: false }).execute();
        return call.complete(action, { manager, enabled: false });
      });
    },
  };
}
