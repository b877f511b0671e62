import { FigureTile } from "@agentos/ui/parts/figure-tile";
import type { AgentRow, WorkerRow } from "./fleet-rows.ts";

type Given = { agents: readonly AgentRow[] | null | undefined; workers: readonly WorkerRow[] | null | undefined };

const why = "The fleet has not answered yet";

/** What all agents add up to. */
export function FleetFigures({ agents, workers }: Given) {
  const sum = (of: (agent: AgentRow) => number): number | null =>
    agents?.reduce((all, agent) => all + of(agent), 0) ?? null;
  const online = sum((agent) => agent.workers_online);
  const known = sum((agent) => Math.max(agent.workers_online, agent.desired_replicas ?? agent.workers_online));
  const ill = workers?.filter(({ health }) => health.tier === "warning" || health.tier === "degraded").length ?? null;
  const running = sum((agent) => agent.running_tasks);
  const capacity = sum((agent) => agent.capacity);
  const done = sum((agent) => agent.done_last_hour);
  const failed = sum((agent) => agent.failed_last_hour);
  const short = online !== null && known !== null && online < known;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureTile
        label="Workers online"
        value={online}
        why={why}
        unit={known === null ? "" : `of ${known} wanted`}
        tone={online === null ? "none" : short || online === 0 ? "bad" : ill ? "warn" : "none"}
        detail={ill === null ? "" : ill === 0 ? "none of them is ill" : `${ill} with a warning or worse`}
      />
      <FigureTile
        label="Tasks running"
        value={running}
        why={why}
        unit={capacity === null ? "" : `of ${capacity} at once`}
        detail="what online workers can run"
      />
      <FigureTile label="Done" value={done} why={why} detail="attempts in the last hour" />
      <FigureTile
        label="Failed of themselves"
        value={failed}
        why={why}
        tone={failed ? "warn" : "none"}
        detail="not by the video's fault, last hour"
      />
    </div>
  );
}
