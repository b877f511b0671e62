import type { LongAction } from "@agentos/action-kit/long/long-action";
import { z } from "zod";
import type { Context } from "../context.ts";

/** Ids that a dry run tells. */
const told = 20;

/** What waited when it was asked for: a run that goes on from here finds it applied, and says so all the same. */
const remembered = z.array(z.string());

/** Has the migrations applied by what starts the system's processes. */
export function databaseMigrate({ runtime }: Pick<Context, "runtime">): LongAction<"database.migrate"> {
  const pending = (): Promise<string[]> => runtime.migrate({ dryRun: true });
  return {
    async dryRun() {
      const waiting = await pending();
      return { count: waiting.length, first: waiting.slice(0, told) };
    },
    async run({ remembered: before, remember }) {
      const waited = remembered.safeParse(before).data ?? (await pending());
      if (before === undefined) await remember(waited);
      await runtime.migrate({ dryRun: false });
      return { result: { applied: waited } };
    },
  };
}
