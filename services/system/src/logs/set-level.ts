import type { ActionHandler } from "@agentos/action-kit/handler";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { tellLevels } from "./levels.ts";

/** Has a service log at a level, for a time or until it is reset. */
export function setLevel(context: Pick<Context, "db" | "nc" | "log">): ActionHandler<"logs.set_level"> {
  return {
    async run({ payload: { service, level, for_seconds }, complete }) {
      const ended = await transact(context.db, async (tx) => {
        const until = sql<Date | null>`now() + make_interval(secs => ${for_seconds ?? null})`;
        const { until: stands } = await tx
          .insertInto("log_levels")
          .values({ service, level, until })
          .onConflict((on) => on.column("service").doUpdateSet({ level, until }))
          .returning("until")
          .executeTakeFirstOrThrow();
        return complete(tx, { service, level, until: stands?.toISOString() ?? null });
      });
      await tellLevels(context);
      return ended;
    },
  };
}
