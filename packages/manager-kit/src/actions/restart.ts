import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** A new generation: what the run under way still writes of itself is refused, and the next begins when it has ended. */
export function managerRestart(context: ManagerContext): ActionHandler<"manager.restart"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const { generation, next_run_at } = await setManager(tx, row.name)
          .set({
            generation: row.generation + 1,
            running_since: null,
            consecutive_failures: 0,
            last_error: null,
            next_run_at: sql`now()`,
          })
          .executeTakeFirstOrThrow();
        return call.complete(action, { manager: row.name, generation, next_run_at: next_run_at.toISOString() });
      }),
  };
}
