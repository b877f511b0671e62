import type { agentOperations } from "@agentos/contracts/api/agents";
import { AppError } from "@agentos/contracts/errors";
import { getQueue } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { ask } from "@agentos/messaging/request";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readFleet, readHistory, type Fleet } from "../db/read-fleet.ts";
import { readLog } from "../db/read-log.ts";
import { viewAgent } from "./agent-view.ts";
import { viewConfiguration } from "./configuration-view.ts";
import { viewHealth } from "./health-view.ts";
import { viewPerformance } from "./performance-view.ts";
import { viewWorker } from "./worker-view.ts";

/** What staff reads of agents and workers. */
export function agentRoutes({ db, nc }: Context): Handlers<typeof agentOperations> {
  return {
    async status() {
      const { agents, now } = await readFleet(db);
      const views = agents.map(({ row, workers }) => viewAgent(row, workers, now));
      const sum = (of: "workers" | "workers_online"): number => views.reduce((total, view) => total + view[of], 0);
      return { workers_online: sum("workers_online"), workers: sum("workers"), agents: views };
    },
    async get({ params }) {
      const { row, workers, now } = await readAgent(params.agent_id);
      return { ...viewAgent(row, workers, now), worker_list: workers.map((worker) => viewWorker(worker, now)) };
    },
    async performance() {
      const [fleet, history] = await Promise.all([readFleet(db), readHistory(db)]);
      return viewPerformance(fleet, history);
    },
    health: async () => viewHealth(await readFleet(db)),
    config: async () => (await readFleet(db)).agents.map(viewConfiguration),
    logs: ({ params, query }) => readLog(db, { agent: params.agent_id }, query.limit),
    async queue({ params }) {
      const [queue, { workers }] = await Promise.all([
        ask(nc, getQueue, { stage: params.agent_id }),
        readAgent(params.agent_id),
      ]);
      const online = workers.filter(({ offline_reason }) => offline_reason === null);
      return {
        ...queue,
        tasks: online.flatMap(({ worker_id, report }) => report.tasks.map((task) => ({ ...task, worker_id }))),
      };
    },
  };

  async function readAgent(agent: StageName): Promise<Fleet["agents"][number] & { now: Date }> {
    const { agents, now } = await readFleet(db, [agent]);
    const [found] = agents;
    if (!found) throw new AppError("NOT_FOUND");
    return { ...found, now };
  }
}
