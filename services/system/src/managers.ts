import type { ManagerWorks } from "@agentos/manager-kit/work";
import type { Context } from "./context.ts";
import { removeExpiredExports } from "./storage/expired-exports.ts";
import { removeOrphans } from "./storage/orphans.ts";

/** The managers that system runs. */
export function systemManagers(context: Context): ManagerWorks<"system"> {
  return {
    "storage-janitor": async ({ settings, signal }) => {
      const exports = await removeExpiredExports(context, signal);
      const before = new Date(Date.now() - settings.orphan_hours * 3_600_000);
      return { exports, ...(await removeOrphans(context, before, signal)) };
    },
  };
}
