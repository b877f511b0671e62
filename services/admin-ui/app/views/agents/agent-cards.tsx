import { stageNames } from "@agentos/contracts/stages/stages";
import { useSection } from "../../data/use-section.ts";
import { AgentCard } from "./agent-card.tsx";
import type { AgentRow } from "./fleet-rows.ts";

type Given = {
  agents: readonly AgentRow[] | null | undefined;
  /** Nothing could be read. */
  failed: boolean;
  onOpen: (agent: AgentRow["agent"]) => void;
};

const grid = "grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-3";

/** All agents, in the order in which a job meets them. */
export function AgentCards({ agents, failed, onOpen }: Given) {
  const { value: queue } = useSection("queue");
  if (!agents) {
    if (agents === null || failed)
      return <p className="text-ink-soft">How the agents are is not known: see above why.</p>;
    return (
      <div className={grid} aria-hidden>
        {stageNames.map((name) => (
          <div key={name} className="placeholder h-48 rounded-card" />
        ))}
      </div>
    );
  }
  return (
    <ul className={grid}>
      {agents.map((agent) => (
        <AgentCard
          key={agent.agent}
          agent={agent}
          waiting={queue?.queues?.find((row) => row.queue === agent.agent)?.waiting ?? null}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
}
