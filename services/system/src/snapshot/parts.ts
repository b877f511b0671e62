import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { logsPartReader } from "../logs/logs-part.ts";
import { serviceName, type Context } from "../context.ts";

/** What system tells for the snapshot. */
export function systemPartReaders({ db, pool }: Context): PartReaders<typeof serviceName> {
  return {
    managers: managersPartReader({ owner: serviceName, db }),
    logs: logsPartReader(db),
    async system() {
      const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
      return { database: { version: rows[0]?.version ?? "" } };
    },
  };
}
