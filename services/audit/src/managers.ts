import type { ManagerWorks } from "@agentos/manager-kit/work";
import type { Context } from "./context.ts";
import { retentionOnce } from "./retention.ts";
import { sequenceAll } from "./sequence.ts";

/** The managers that audit runs. */
export function auditManagers(context: Context): ManagerWorks<"audit"> {
  return {
    "audit-sequencer": async ({ signal }) => ({ chained: await sequenceAll(context, signal) }),
    "audit-retention": async ({ settings }) => ({
      dropped: (await retentionOnce(context, settings.keep_years)).length,
    }),
  };
}
