import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readConfigPart } from "../config/part.ts";
import { logsPartReader } from "../logs/logs-part.ts";
import { readAnalyticsPart } from "../analytics/snapshot-part.ts";
import { readAlertsPart } from "../alerts/read-alerts.ts";
import { newestBackups } from "../backups/newest-backups.ts";
import { readSwitches } from "../controls/switches.ts";
import { serviceName, type Context } from "../context.ts";
import { readDatabase } from "./database.ts";

/** The area whose room is told: where everything but uploads goes. */
const storageArea = "jobs/room";
const gigabyte = 1e9;

/** What system tells for the snapshot. */
export function systemPartReaders(context: Context): PartReaders<typeof serviceName> {
  const { db, pool, store } = context;
  return {
    analytics: () => readAnalyticsPart(context),
    managers: managersPartReader({ owner: serviceName, db }),
    logs: logsPartReader(context),
    async system() {
      const [switches, alerts, backups, database, free] = await Promise.all([
        readSwitches(db),
        readAlertsPart(db),
        newestBackups(db),
        readDatabase(pool),
        store.freeBytes(storageArea),
      ]);
      return { ...switches, alerts, backups, database, storage: { free_gigabytes: Math.floor(free / gigabyte) } };
    },
    config: () => readConfigPart({ db }),
  };
}
