import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readConfigPart } from "../config/part.ts";
import { logsPartReader } from "../logs/logs-part.ts";
import { readAnalyticsPart } from "../analytics/snapshot-part.ts";
import { readAlertsPart } from "../alerts/read-alerts.ts";
import { readSwitches } from "../controls/switches.ts";
import { newestBackups } from "../backups/newest-backups.ts";
import { serviceName, type Context } from "../context.ts";

/** What system tells for the snapshot. */
export function systemPartReaders(context: Context): PartReaders<typeof serviceName> {
  const { db, pool } = context;
  return {
    analytics: () => readAnalyticsPart(context),
    managers: managersPartReader({ owner: serviceName, db }),
    config: () => readConfigPart({ db }),
    system: async () => ({
      ...(await readSwitches(db)),
      alerts: await readAlertsPart(db),
      backups: await newestBackups(db),
      database: { version: await serverVersion(pool) },
    }),
    logs: logsPartReader(db),
  };
}

async function serverVersion(pool: Context["pool"]): Promise<string> {
  const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
  return rows[0]?.version ?? "";
}
