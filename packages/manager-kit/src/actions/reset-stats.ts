import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

export function managerResetStats(context: ManagerContext): ActionHandler<"manager.reset_stats"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const { stats_since } = await setManager(tx, row.name)
          .set({ runs: 0, failures: 0, run_ms: 0, counts: "{}", stats_since: sql`now()` })
          .executeTakeFirstOrThrow();
        return call.complete(action, { manager: row.name, since: stats_since.toISOString() });
      }),
  };
}
