import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { removeExpiredExports } from "./expired-exports.ts";
import { findOrphans, removeOrphans } from "./orphans.ts";

const hourMs = 3_600_000;
/** Keys that a dry run tells. */
const told = 20;

/** Removes what nothing refers to. A run that begins anew finds less to remove. */
export function cleanStorage(context: Pick<Context, "nc" | "store" | "config">): LongAction<"system.clean_storage"> {
  return {
    async run({ payload, signal, progress }) {
      const before = new Date(Date.now() - payload.older_than_hours * hourMs);
      const removed = await removeOrphans(context, before, signal, (done) => progress(done, 0));
      return { result: { ...removed, exports: await removeExpiredExports(context, signal) } };
    },
    async dryRun({ payload }) {
      const before = new Date(Date.now() - payload.older_than_hours * hourMs);
      const first: string[] = [];
      let count = 0;
      for await (const found of findOrphans(context, before, AbortSignal.timeout(60_000))) {
        count += found.length;
        first.push(...found.slice(0, told - first.length).map(({ key }) => key));
      }
      return { count, first };
    },
  };
}
