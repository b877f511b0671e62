import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** One that was stopped runs at once. */
export function managerStart(context: ManagerContext): ActionHandler<"manager.start"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const next = row.enabled ? sql<Date>`next_run_at` : sql<Date>`now()`;
        const { name, next_run_at } = await setManager(tx, row.name)
          .set({ enabled: true, next_run_at: next })
          .executeTakeFirstOrThrow();
        return call.complete(action, { manager: name, enabled: true, next_run_at: next_run_at.toISOString() });
      }),
  };
}
