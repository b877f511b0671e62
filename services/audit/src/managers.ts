import { auditChained } from "@agentos/contracts/events/ticks";
import type { ManagerWorks } from "@agentos/manager-kit/work";
import { tick } from "@agentos/messaging/tick";
import type { Context } from "./context.ts";
import { retentionOnce } from "./retention.ts";
import { sequenceAll } from "./sequence.ts";

/** The managers that audit runs. */
export function auditManagers(context: Context): ManagerWorks<"audit"> {
  return {
    "audit-sequencer": async ({ signal }) => {
      const chained = await sequenceAll(context, signal);
      if (chained > 0) tick(context.nc, auditChained, { entries: chained });
      return { chained };
    },
    "audit-retention": async ({ settings }) => ({
      dropped: (await retentionOnce(context, settings.keep_years)).length,
    }),
  };
}
