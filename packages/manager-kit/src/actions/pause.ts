import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { essentialPauseSeconds } from "@agentos/contracts/managers/manager-contract";
import { managerByName } from "@agentos/contracts/managers/managers";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

export function managerPause(context: ManagerContext): ActionHandler<"manager.pause"> {
  return {
    run: async (call) => {
      const { manager, for_seconds } = call.payload;
      if (managerByName(manager).essential && (for_seconds ?? Infinity) > essentialPauseSeconds) {
        throw new AppError("MANAGER_ESSENTIAL");
      }
      const seconds = for_seconds ?? null;
      return changeManager(context, manager, async ({ tx, action }) => {
        const { paused_until } = await setManager(tx, manager)
          .set({ paused: true, paused_until: sql<Date | null>`now() + make_interval(secs => ${seconds})` })
          .executeTakeFirstOrThrow();
        return call.complete(action, { manager, paused_until: paused_until?.toISOString() ?? null });
      });
    },
  };
}
