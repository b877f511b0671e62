import { Drawer } from "@agentos/ui/parts/drawer";
import { useRows } from "../../data/use-rows.ts";
import { useSection } from "../../data/use-section.ts";
import { DrawerPart } from "@agentos/ui/parts/fact-list";
import { AgentLog } from "./agent-log.tsx";
import type { WorkerRow } from "./fleet-rows.ts";
import { Score } from "./score.tsx";
import { TierBadge } from "./tier-badge.tsx";
import { WorkerActions } from "./worker-actions.tsx";
import { WorkerFacts } from "./worker-facts.tsx";
import { WorkerLoad } from "./worker-load.tsx";
import { WorkerTasks } from "./worker-tasks.tsx";

/** All of one worker. */
export function WorkerDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { value } = useSection("agents_workers");
  const worker = value?.workers?.find((row) => row.worker_id === id);
  return (
    <Drawer
      kind="Worker"
      title={worker?.slot ?? id}
      onClose={onClose}
      aside={worker && <TierBadge tier={worker.health.tier} />}
    >
      {worker ? (
        <Known worker={worker} />
      ) : (
        <p className="text-ink-soft">
          {value?.workers
            ? "There is no worker of this ID. Each process has one of its own: where it was restarted, another stands in its place; an offline one may have been forgotten."
            : "How this worker is, is not known: the fleet has not answered yet."}
        </p>
      )}
    </Drawer>
  );
}

function Known({ worker }: { worker: WorkerRow }) {
  // By the second: the live section tells of figures only when they have moved noticeably.
  const { rows } = useRows("agents_workers", { agent: worker.agent }, 100);
  const report = rows?.find(({ worker_id: id }) => id === worker.worker_id);
  const { reasons } = worker.health;
  return (
    <>
      {reasons.length > 0 && (
        <ul className="grid gap-1 rounded-control bg-warn-wash p-3.5">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <WorkerActions worker={worker} />
      <DrawerPart title="Works on">
        <WorkerTasks worker={worker} report={report} />
      </DrawerPart>
      <WorkerLoad worker={worker} report={report} />
      <WorkerFacts worker={worker} report={report} />
      <Score of={worker.performance} since="Counted since this worker has started." />
      <DrawerPart title="What happened">
        <AgentLog name={worker.agent} workerId={worker.worker_id} />
      </DrawerPart>
    </>
  );
}
