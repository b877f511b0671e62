import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readSwitches } from "../controls/switches.ts";
import { readAlertsPart } from "../alerts/read-alerts.ts";
import { serviceName, type Context } from "../context.ts";

/** What system tells for the snapshot. */
export function systemPartReaders({ db, pool }: Context): PartReaders<typeof serviceName> {
  return {
    managers: managersPartReader({ owner: serviceName, db }),
    async system() {
      const switches = await readSwitches(db);
      const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
      return { ...switches, database: { version: rows[0]?.version ?? "" } };
      const [{ rows }, alerts] = await Promise.all([
        pool.query<{ version: string }>("select current_setting('server_version') as version"),
        readAlertsPart(db),
      ]);
      return { database: { version: rows[0]?.version ?? "" }, alerts };
    },
  };
}
