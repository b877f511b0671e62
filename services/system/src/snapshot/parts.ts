import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readSwitches } from "../controls/switches.ts";
import { readAlertsPart } from "../alerts/read-alerts.ts";
import { newestBackups } from "../backups/newest-backups.ts";
import { serviceName, type Context } from "../context.ts";

/** What system tells for the snapshot. */
export function systemPartReaders({ db, pool }: Context): PartReaders<typeof serviceName> {
  return {
    managers: managersPartReader({ owner: serviceName, db }),
    async system() {
      const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
      return {
        ...(await readSwitches(db)),
        database: { version: rows[0]?.version ?? "" },
        alerts: await readAlertsPart(db),
        backups: await newestBackups(db),
      };
    },
  };
}
