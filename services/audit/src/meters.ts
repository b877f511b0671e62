import type { Logger } from "@agentos/service-kit/logger";
import { sql } from "kysely";
import { Gauge, type Registry } from "prom-client";
import type { Db } from "./db/tables.ts";

const trail = {
  audit_inbox: { help: "Entries that wait for their place in the chain", query: sql`select count(*) as n from inbox` },
  audit_lag_seconds: {
    help: "Age of the oldest entry that waits for its place in the chain",
    query: sql`select coalesce(extract(epoch from clock_timestamp() - (select timestamp from inbox order by id limit 1)), 0)::float8 as n`,
  },
  audit_chain_length: { help: "Number of the last entry of the chain", query: sql`select seq as n from chain` },
};

/** What the service counts beside that. */
export type Meters = {
  /** Whether the chain in the database is another than the one that was signed: 1 or 0. */
  contradicted: Gauge;
};

/** Tells how the trail stands, whenever it is asked for. */
export function createMeters(registry: Registry, db: Db, log: Logger): Meters {
  const registers = [registry];
  for (const [name, { help, query }] of Object.entries(trail)) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers,
      async collect() {
        try {
          gauge.set((await query.execute(db)).rows.map((row) => (row as { n: number }).n)[0] ?? 0);
        } catch (error) {
          // The other metrics are told all the same; what is not known is not told.
          gauge.reset();
          log.warn({ err: error, metric: name }, "metric is not known");
        }
      },
    });
  }
  return {
    contradicted: new Gauge({
      name: "audit_chain_contradicted",
      help: "1 when the entry of the last signed head is gone or another: somebody has changed the chain by hand",
      registers,
    }),
  };
}
