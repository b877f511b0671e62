import type { LongActions } from "@agentos/action-kit/long/long-action";
import { analyze, vacuum } from "../care/each-table.ts";
import { checkIntegrity } from "../care/check-integrity.ts";
import { reindex } from "../care/reindex.ts";
import { runHealthCheck } from "../controls/health-check.ts";
import { cleanStorage } from "../storage/clean-storage.ts";
import type { Context } from "../context.ts";

/** The actions of system that take their time. */
export function longActions(context: Context): LongActions<"system"> {
  return {
    "database.analyze": analyze(context),
    "database.vacuum": vacuum(context),
    "database.reindex": reindex(context),
    "system.clean_storage": cleanStorage(context),
    "system.run_health_check": runHealthCheck(context),
    "database.check_integrity": checkIntegrity(context),
  };
}
