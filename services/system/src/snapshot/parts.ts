import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readAnalyticsPart } from "../analytics/snapshot-part.ts";
import { serviceName, type Context } from "../context.ts";

/** What system tells for the snapshot. */
export function systemPartReaders(context: Context): PartReaders<typeof serviceName> {
  const { db, pool } = context;
  return {
    analytics: () => readAnalyticsPart(context),
    managers: managersPartReader({ owner: serviceName, db }),
    async system() {
      const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
      return { database: { version: rows[0]?.version ?? "" } };
    },
  };
}
