import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { readFleet } from "../db/read-fleet.ts";
import { viewAgent } from "../routes/agent-view.ts";

/** What fleet tells for the snapshot. */
export function fleetPartReaders({ db }: Context): PartReaders<"fleet"> {
  return {
    async agents_workers() {
      const { agents, now } = await readFleet(db);
      return { agents: agents.map(({ row, workers }) => viewAgent(row, workers, now)) };
    },
  };
}
