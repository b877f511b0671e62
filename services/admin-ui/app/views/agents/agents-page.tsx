import { useCallback } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useFilters } from "../../data/use-filters.ts";
import { useSection } from "../../data/use-section.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { AgentCards } from "./agent-cards.tsx";
import { AgentDrawer } from "./agent-drawer.tsx";
import { FleetFigures } from "./fleet-figures.tsx";
import { fleetFilters, type FleetFilters } from "./fleet-filters.ts";
import { WorkerDrawer } from "./worker-drawer.tsx";
import { Workers } from "./workers.tsx";

/** Agents and their workers: how they are, what they do, and what can be done to them. */
export function AgentsPage() {
  const { value, error } = useSection("agents_workers");
  const [filters, change] = useFilters(fleetFilters);
  const openAgent = useCallback((show: FleetFilters["show"]) => change({ show, worker: undefined }), [change]);
  const openWorker = useCallback((worker?: string) => change({ worker, show: undefined }), [change]);
  const agents = value?.agents;
  const workers = value?.workers;
  return (
    <ViewPage>
      <FleetFigures agents={agents} workers={workers} />
      <section aria-labelledby="agents" className="grid grid-cols-1 gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="agents" className="text-lg font-semibold">
            Agents
          </h2>
          <div className="flex flex-wrap gap-2">
            <ActionButton
              action="agent.health_check"
              label="Check all"
              payload={{ agent: undefined }}
              subject="all agents"
            />
            <ActionButton
              action="agent.restart"
              label="Restart all agents"
              payload={{ agent: undefined }}
              subject="all agents"
            />
          </div>
        </div>
        <AgentCards agents={agents} failed={error !== undefined} onOpen={openAgent} />
      </section>
      <Workers workers={workers} filters={filters} change={change} onOpen={openWorker} />
      {filters.show && <AgentDrawer key={filters.show} name={filters.show} onClose={() => openAgent(undefined)} />}
      {filters.worker && <WorkerDrawer key={filters.worker} id={filters.worker} onClose={() => openWorker()} />}
    </ViewPage>
  );
}
