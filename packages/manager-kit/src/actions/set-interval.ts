import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** The next run is at the new interval after the last one began, or at once where that is over. */
export function managerSetInterval(context: ManagerContext): ActionHandler<"manager.set_interval"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const { seconds } = call.payload;
        const { next_run_at } = await setManager(tx, row.name)
          .set({
            interval_seconds: seconds,
            next_run_at: sql`greatest(now(), next_run_at + make_interval(secs => ${seconds} - interval_seconds))`,
          })
          .executeTakeFirstOrThrow();
        const next = next_run_at.toISOString();
        return call.complete(action, { manager: row.name, interval_seconds: seconds, next_run_at: next });
      }),
  };
}
