import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { eventHistoryQueries, historyOwners } from "@agentos/contracts/messages/event-history";
import type { ServiceName } from "@agentos/contracts/services";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { serveHistory } from "@agentos/messaging/event-history";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats } from "@agentos/testkit/servers/nats";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import { readConfig } from "../../src/config.ts";
import { createContext, type Context } from "../../src/context.ts";
import { countNew } from "../../src/analytics/count-events.ts";

export const quietLog = createLogger({ service: "test", instance: "test", level: "fatal" });

/** A tally as the recount has it: classes of durations summed up, errors by what they are. */
export type Recounted = {
  hour: Date;
  measure: string;
  subject: string;
  detail: string;
  count: number;
  milliseconds: number;
};

/** What system holds, and owners that answer with what the test has written as their events. */
export type Counting = {
  context: Context;
  /** As the maintenance role. */
  admin: Pool;
  /** Counts all that is there. */
  count(): Promise<void>;
  /** What stands, and what the events say. */
  stands(): Promise<Recounted[]>;
  recounts(): Promise<Recounted[]>;
  /** Nothing has happened, and nothing is counted. */
  clear(): Promise<void>;
  /** An owner's next events, as system gets them. */
  history(owner: "jobs" | "fleet", after: number): Promise<{ names: string[]; upTo: number; last: number }>;
  close(): Promise<void>;
};

const recount = readFileSync(path.join(import.meta.dirname, "recount.sql"), "utf8");

export async function startCounting(): Promise<Counting> {
  const [database, nats] = await Promise.all([createTestDatabase(), startNats()]);
  const folder = makeTempFolder("analytics");
  const connections: NatsConnection[] = [];
  const connectAs = async (service: ServiceName): Promise<NatsConnection> => {
    const nc = await connectNats({ ...nats.credentials(service), service, log: quietLog });
    connections.push(nc);
    return nc;
  };
  const owners = await Promise.all(
    historyOwners.map(async (owner) => {
      const opened = connectDatabase({
        url: database.urlFor(owner),
        poolSize: 3,
        applicationName: owner,
        log: quietLog,
      });
      const nc = await connectAs(owner);
      serveHistory({ nc, log: quietLog, db: opened.db }, owner);
      await nc.flush();
      return opened;
    }),
  );
  const { url, user, password } = nats.credentials("system");
  const config = readConfig({
    DATABASE_URL: database.urlFor("system"),
    MAINTENANCE_DATABASE_URL: database.adminUrl,
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    CALLER_PUBLIC_KEY: "{}",
    STORAGE_ROOT_INPUT: path.join(folder, "in"),
    STORAGE_ROOT_OUTPUT: path.join(folder, "out"),
    MEDIA_TOKEN_KEY: "a key of the tests that is long enough to be one",
    JOB_SLA_SECONDS: "7200",
  });
  const context = await createContext(config, { log: quietLog });
  const admin = new Pool({ connectionString: database.adminUrl, max: 4 });
  admin.on("error", () => undefined);
  return {
    context,
    admin,
    async count() {
      for (const owner of historyOwners) await countNew(context, owner, new AbortController().signal);
    },
    stands: async () =>
      (
        await admin.query<Recounted>(
          `select hour, measure, case when measure = 'errors' then detail else subject end as subject,
             case when measure = 'attempts' then detail else '' end as detail, sum(count)::int as count,
             sum(milliseconds)::bigint as milliseconds
           from system.analytics_tallies group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
        )
      ).rows,
    recounts: async () => (await admin.query<Recounted>(recount, [config.JOB_SLA_SECONDS])).rows,
    async clear() {
      const tables = ["jobs.events", "fleet.events"];
      const counted = ["cursors", "runs", "workers", "tallies"].map((name) => `system.analytics_${name}`);
      await admin.query(`truncate ${[...tables, ...counted].join(", ")} restart identity`);
    },
    async history(owner, after) {
      const page = await ask(context.nc, eventHistoryQueries[owner], { after, names: ["job:created"] });
      return { names: page.events.map(({ entity_id }) => entity_id), upTo: page.up_to, last: page.last };
    },
    async close() {
      await context.close();
      await Promise.all(connections.map((nc) => nc.close()));
      await Promise.all(owners.map((opened) => opened.close()));
      await admin.end();
      await nats.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
