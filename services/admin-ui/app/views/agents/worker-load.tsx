import type { WorkerView } from "@agentos/contracts/api/agents";
import { formatBytes } from "@agentos/ui/format/bytes";
import { Meter } from "@agentos/ui/parts/meter";
import type { WorkerRow } from "./fleet-rows.ts";

/** Shares of the memory from which on a worker counts as ill. */
const memoryTone = (share: number): "none" | "warn" | "bad" => (share >= 0.9 ? "bad" : share >= 0.75 ? "warn" : "none");

const gone = "It is offline: what it used before says nothing any more";

/** What a worker and its programs use of the machine. */
export function WorkerLoad({ worker, report }: { worker: WorkerRow; report: WorkerView | undefined }) {
  const online = worker.state === "online";
  const { cpu_percent: cpu, cores, rss_bytes: rss, memory_bytes: memory } = report?.figures ?? worker.figures;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Meter
        label="Processor"
        share={online ? cpu / (cores * 100) : null}
        text={`${Math.round(cpu)} % of ${cores * 100} %`}
        why={gone}
      />
      <Meter
        label="Memory"
        share={online ? rss / memory : null}
        text={`${formatBytes(rss)} of ${formatBytes(memory)}`}
        tone={online ? memoryTone(rss / memory) : "none"}
        why={gone}
      />
    </div>
  );
}
