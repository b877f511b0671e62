import { queueOperations } from "@agentos/contracts/api/queue";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ActionButton } from "../../../actions/action-button.tsx";
import { useStaff } from "../../../data/staff.ts";
import { useSection } from "../../../data/use-section.ts";
import { QueueCard } from "./queue-card.tsx";
import { QueueSteps } from "./queue-steps.tsx";

/** Figures of the last hour are asked for anew so often, in milliseconds. */
const statsMs = 30_000;

/** The queue of each stage, and what is in them. */
export function QueuesTab({ onOpen }: { onOpen: (id: string) => void }) {
  const { client } = useStaff();
  const { value } = useSection("queue");
  const stats = useQuery({
    queryKey: ["queue-stats"],
    queryFn: ({ signal }) => client.call(queueOperations.stats, { signal }),
    refetchInterval: statsMs,
  });
  const now = useMinute();
  const queues = value?.queues;
  return (
    <>
      <section aria-labelledby="queues" className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="queues" className="text-lg font-semibold tracking-tight">
            Queues
          </h2>
          <fieldset aria-label="All queues at once" className="min-w-0 flex flex-wrap gap-2">
            <ActionButton action="queue.pause" label="Pause all" payload={{ queue: "default" }} subject="all queues" />
            <ActionButton
              action="queue.resume"
              label="Resume all"
              payload={{ queue: "default" }}
              subject="all queues"
            />
            <ActionButton
              action="queue.clear"
              label="Clear all"
              kind="danger"
              payload={{ queue: "default" }}
              subject="all queues"
            />
          </fieldset>
        </div>
        {queues === null && <p className="text-ink-soft">The jobs service has not told of its queues yet.</p>}
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,21rem),1fr))] gap-4">
          {queues === undefined &&
            Array.from({ length: 6 }, (_, index) => <li key={index} className="placeholder h-64 rounded-card" />)}
          {queues?.map((queue) => (
            <QueueCard
              key={queue.queue}
              now={now}
              queue={queue}
              stats={stats.data?.find((one) => one.queue === queue.queue)}
            />
          ))}
        </ul>
      </section>
      <QueueSteps onOpen={onOpen} />
    </>
  );
}

const minuteMs = 60_000;

/** The time, each minute. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
