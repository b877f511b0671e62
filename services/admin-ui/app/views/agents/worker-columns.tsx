import { formatBytes } from "@agentos/ui/format/bytes";
import { Ago } from "@agentos/ui/parts/ago";
import type { Column } from "@agentos/ui/table/data-table";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import RotateCw from "lucide-react/icons/rotate-cw";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { Unknown } from "../../parts/figure-list.tsx";
import type { WorkerRow } from "./fleet-rows.ts";
import { scoreText } from "./score.tsx";
import type { WorkerSort } from "./sort-workers.ts";
import { TierBadge } from "./tier-badge.tsx";
import { doingWords, perHour, whyNotWorker } from "./worker-words.ts";

const gone = "It is offline: what it used before says nothing any more";

/** The columns of the workers, by the names of their sorts. */
export const workerColumns: readonly (Column<WorkerRow> & { id: WorkerSort | "task" | "press" })[] = [
  {
    id: "worker",
    header: "Worker",
    width: "2fr",
    sortable: true,
    cell: ({ slot, worker_id: id, version }) => (
      <div className="min-w-0" title={`${id}, version ${version}`}>
        <p className="truncate font-medium">{slot}</p>
        <p className="truncate font-mono text-xs text-ink-faint">{id}</p>
      </div>
    ),
  },
  {
    id: "health",
    header: "Health",
    width: 110,
    sortable: true,
    cell: ({ health }) => <TierBadge tier={health.tier} reasons={health.reasons} />,
  },
  { id: "task", header: "Doing", width: "1.6fr", hideBelow: "sm", cell: (worker) => <Doing worker={worker} /> },
  {
    id: "score",
    header: "Score",
    width: 90,
    align: "end",
    sortable: true,
    hideBelow: "md",
    cell: ({ performance: { score } }) =>
      score === null ? (
        <Unknown why="No attempt has ended yet" />
      ) : (
        <span title="100 × success × efficiency">{scoreText(score)}</span>
      ),
  },
  {
    id: "cpu",
    header: "CPU",
    width: 90,
    align: "end",
    sortable: true,
    hideBelow: "md",
    cell: ({ figures, state }) =>
      state === "offline" ? (
        <Unknown why={gone} />
      ) : (
        <span title={`100 % is one core; the machine has ${figures.cores}`}>{Math.round(figures.cpu_percent)} %</span>
      ),
  },
  {
    id: "memory",
    header: "Memory",
    width: 100,
    align: "end",
    sortable: true,
    hideBelow: "lg",
    cell: ({ figures, state }) =>
      state === "offline" ? (
        <Unknown why={gone} />
      ) : (
        <span title={`of ${formatBytes(figures.memory_bytes)}`}>{formatBytes(figures.rss_bytes)}</span>
      ),
  },
  { id: "done", header: "Throughput", width: 130, align: "end", sortable: true, hideBelow: "lg", cell: Throughput },
  { id: "press", header: "Actions", width: 96, align: "end", cell: (worker) => <Press worker={worker} /> },
];

function Throughput({ performance: { done }, started_at: startedAt }: WorkerRow) {
  const rate = perHour(done, startedAt);
  return (
    <span title={`${done} results taken since it started`}>
      {done.toLocaleString("en")} done
      {rate !== null && <span className="block text-xs text-ink-faint">{rate.toFixed(rate < 10 ? 1 : 0)} an hour</span>}
    </span>
  );
}

function Doing({ worker }: { worker: WorkerRow }) {
  const [task] = worker.tasks;
  const more = worker.tasks.length - 1;
  return (
    <div className="min-w-0">
      <p className="truncate">{doingWords(worker)}</p>
      <p className="truncate text-xs text-ink-faint">
        {task && (
          <>
            <Link href={`/jobs?job=${task.job_id}`} className="underline decoration-edge underline-offset-2">
              Job {task.job_id.slice(-6)}
            </Link>{" "}
            <Ago at={task.since} />
            {more > 0 && ` and ${more} more`}
          </>
        )}
        {worker.last_seen_at !== null && (
          <>
            last report <Ago at={worker.last_seen_at} />
          </>
        )}
      </p>
    </div>
  );
}

function Press({ worker }: { worker: WorkerRow }) {
  const { worker_id: id, paused } = worker;
  const action = paused ? "worker.resume" : "worker.pause";
  return (
    <div className="-mr-2 flex">
      <ActionButton
        action={action}
        label={`${paused ? "Resume" : "Pause"} ${id}`}
        payload={{ worker_id: id }}
        subject={id}
        unless={whyNotWorker(action, worker)}
        icon={paused ? <Play size={17} aria-hidden /> : <Pause size={17} aria-hidden />}
        compact
      />
      <ActionButton
        action="worker.restart"
        label={`Restart ${id}`}
        payload={{ worker_id: id, graceful: true }}
        subject={id}
        icon={<RotateCw size={17} aria-hidden />}
        compact
      />
    </div>
  );
}
