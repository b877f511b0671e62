import type { WorkerView } from "@agentos/contracts/api/agents";
import { formatPercent } from "@agentos/ui/format/percent";
import { Ago } from "@agentos/ui/parts/ago";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { Link } from "wouter";
import type { WorkerRow } from "./fleet-rows.ts";
import { doingWords } from "./worker-words.ts";

/** What a worker works on, and how far that was at its last report. */
export function WorkerTasks({ worker, report }: { worker: WorkerRow; report: WorkerView | undefined }) {
  if (worker.tasks.length === 0) return <p className="text-ink-soft">{doingWords(worker)}.</p>;
  return (
    <ul className="grid gap-3">
      {worker.tasks.map(({ attempt_id: attempt, job_id: job, since }) => {
        const progress = report?.tasks.find((task) => task.attempt_id === attempt)?.progress;
        return (
          <li key={attempt} className="grid gap-1.5">
            <div className="flex flex-wrap justify-between gap-x-4 text-sm">
              <Link
                href={`/jobs?job=${job}`}
                className="min-w-0 font-mono text-xs break-all underline decoration-edge underline-offset-4"
              >
                {job}
              </Link>
              <span className="text-ink-soft tabular-nums">
                {progress !== undefined && `${formatPercent(progress)}, `}
                began <Ago at={since} />
              </span>
            </div>
            <ProgressBar share={progress ?? 0} still={progress === undefined} label={`Progress of job ${job}`} />
          </li>
        );
      })}
    </ul>
  );
}
