import { fleetLimits } from "@agentos/contracts/limits";
import { ActionButton } from "../../actions/action-button.tsx";
import { NumberStep } from "../../parts/number-step.tsx";
import type { AgentConfiguration } from "./agent-facts.tsx";
import type { AgentRow } from "./fleet-rows.ts";

type Given = { agent: AgentRow; configuration: AgentConfiguration | undefined };

/** How many workers an agent has, and how much each of them does at once. */
export function AgentSize({ agent: row, configuration }: Given) {
  const { agent, desired_replicas: desired, workers_online: online } = row;
  const replicas = desired ?? online;
  const concurrency = configuration?.concurrency ?? null;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <NumberStep
        key={`replicas ${replicas}`}
        label="Workers"
        hint={desired === null ? "As deployed: nobody has scaled it." : `${online} of them report.`}
        value={replicas}
        min={0}
        max={fleetLimits.replicas}
      >
        {(wanted, why) => (
          <ActionButton
            action="worker.scale"
            payload={{ agent, replicas: wanted }}
            subject={agent}
            unless={why}
            undo={{ action: "worker.scale", payload: { agent, replicas } }}
          />
        )}
      </NumberStep>
      <NumberStep
        key={`concurrency ${concurrency}`}
        label="Tasks at once of each worker"
        hint={concurrency === null ? "As deployed: nobody has set it." : "For all of its workers, those to come too."}
        value={concurrency}
        start={Math.max(1, Math.round(row.capacity / Math.max(1, online)))}
        min={1}
        max={fleetLimits.concurrency}
      >
        {(wanted, why) => (
          <ActionButton
            action="worker.set_concurrency"
            label="Set"
            payload={{ agent, worker_id: undefined, concurrency: wanted }}
            subject={agent}
            unless={why}
            undo={
              concurrency === null ? undefined : { action: "worker.set_concurrency", payload: { agent, concurrency } }
            }
          />
        )}
      </NumberStep>
    </div>
  );
}
