import { fleetLimits } from "@agentos/contracts/limits";
import { ActionButton } from "../../actions/action-button.tsx";
import { NumberStep } from "../../parts/number-step.tsx";
import type { WorkerRow } from "./fleet-rows.ts";
import { whyNotWorker } from "./worker-words.ts";

/** What is done to a worker. */
export function WorkerActions({ worker }: { worker: WorkerRow }) {
  const { worker_id: id, concurrency } = worker;
  const about = { payload: { worker_id: id }, subject: id };
  return (
    <div className="grid gap-4">
      <fieldset className="flex flex-wrap gap-2" aria-label={`Actions on ${id}`}>
        <ActionButton action="worker.pause" {...about} unless={whyNotWorker("worker.pause", worker)} />
        <ActionButton action="worker.resume" {...about} unless={whyNotWorker("worker.resume", worker)} />
        <ActionButton action="worker.restart" {...about} />
        <ActionButton action="worker.drain" {...about} unless={whyNotWorker("worker.drain", worker)} />
        <ActionButton action="worker.forget" {...about} unless={whyNotWorker("worker.forget", worker)} />
        <ActionButton action="worker.stop" {...about} kind="danger" />
      </fieldset>
      <NumberStep
        key={concurrency}
        label="Tasks at once"
        hint="Of this worker alone, until it ends."
        value={concurrency}
        min={1}
        max={fleetLimits.concurrency}
      >
        {(wanted, why) => (
          <ActionButton
            action="worker.set_concurrency"
            label="Set"
            payload={{ worker_id: id, agent: undefined, concurrency: wanted }}
            subject={id}
            unless={whyNotWorker("worker.set_concurrency", worker) ?? why}
            undo={{ action: "worker.set_concurrency", payload: { worker_id: id, concurrency } }}
          />
        )}
      </NumberStep>
    </div>
  );
}
