import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

export function managerResume(context: ManagerContext): ActionHandler<"manager.resume"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const { next_run_at } = await setManager(tx, row.name)
          .set({ paused: false, paused_until: null, next_run_at: sql`greatest(next_run_at, now())` })
          .executeTakeFirstOrThrow();
        return call.complete(action, { manager: row.name, next_run_at: next_run_at.toISOString() });
      }),
  };
}
