import type { ActionHandler } from "@agentos/action-kit/handler";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { tellLevels } from "./levels.ts";

/** Has a service log as it was configured. */
export function resetLevel(context: Pick<Context, "db" | "nc" | "log">): ActionHandler<"logs.reset_level"> {
  return {
    async run({ payload: { service }, complete }) {
      const ended = await transact(context.db, async (tx) => {
        await tx.deleteFrom("log_levels").where("service", "=", service).execute();
        return complete(tx, { service });
      });
      await tellLevels(context);
      return ended;
    },
  };
}
