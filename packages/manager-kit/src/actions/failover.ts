import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { sql } from "kysely";
import { liveSeconds, type ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** Seconds that another copy has to take the lead. */
const takeOverSeconds = 15;

/** Tells the copy that leads to let go; whichever other takes the lead ends the action. */
export function managerFailover(context: ManagerContext): ActionHandler<"manager.failover"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        if (row.leaving !== null) throw new AppError("CONFLICT", "The lead is being handed over already.");
        if (row.leader === null) throw new AppError("CONFLICT", "No instance leads this manager at the moment.");
        const other = await tx
          .selectFrom("manager_instances")
          .select("instance")
          .where("instance", "!=", row.leader)
          .where("seen_at", ">", sql<Date>`now() - make_interval(secs => ${liveSeconds})`)
          .executeTakeFirst();
        if (!other) throw new AppError("MANAGER_ALONE");
        await tx
          .insertInto("manager_operations")
          .values({
            action_id: call.actionId,
            manager: row.name,
            kind: "failover",
            from_instance: row.leader,
            deadline: sql<Date>`now() + make_interval(secs => ${takeOverSeconds})`,
          })
          .execute();
        await setManager(tx, row.name).set({ leaving: row.leader }).execute();
        return call.hold(action);
      }),
  };
}
