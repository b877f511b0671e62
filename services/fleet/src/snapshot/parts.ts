import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { readFleet } from "../db/read-fleet.ts";
import { readLog } from "../db/read-log.ts";
import { readThroughput } from "../db/read-throughput.ts";
import { viewAgent } from "../routes/agent-view.ts";
import { viewConfiguration } from "../routes/configuration-view.ts";
import { standingOf, toldWorker } from "./told-worker.ts";

const logLines = 50;

/** What fleet tells for the snapshot. */
export function fleetPartReaders({ db }: Context): PartReaders<"fleet"> {
  return {
    async agents_workers() {
      const [fleet, throughput] = await Promise.all([readFleet(db), readThroughput(db)]);
      const { now } = fleet;
      const agents = fleet.agents.map(({ row, workers }) => ({
        row,
        workers: workers.map((worker) => toldWorker(worker, now)),
      }));
      return {
        agents: agents.map(({ row, workers }) => {
          const { done = 0, failed = 0 } = throughput.get(row.agent) ?? {};
          return { ...viewAgent(row, workers, now), done_last_hour: done, failed_last_hour: failed };
        }),
        workers: agents.flatMap(({ workers }) => workers.map((worker) => standingOf(worker, now))),
      };
    },
    managers: managersPartReader({ owner: "fleet", db }),
    config: async () => ({ agents: (await readFleet(db)).agents.map(viewConfiguration) }),
    logs: async () => ({ fleet: await readLog(db, {}, logLines) }),
  };
}
