import type { WorkerView } from "@agentos/contracts/api/agents";
import { formatDuration } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { Link } from "wouter";
import { FigureList, Unknown } from "../../parts/figure-list.tsx";
import type { WorkerRow } from "./fleet-rows.ts";
import { doingWords, perHour } from "./worker-words.ts";

/** A worker in figures. */
export function WorkerFacts({ worker, report }: { worker: WorkerRow; report: WorkerView | undefined }) {
  const rate = perHour(worker.performance.done, worker.started_at);
  const unread = <Unknown why="Not read yet" />;
  return (
    <FigureList
      figures={[
        { name: "State", value: doingWords(worker) },
        {
          name: "Agent",
          value: (
            <Link href={`/agents?show=${worker.agent}`} className="underline decoration-edge underline-offset-4">
              {worker.agent}
            </Link>
          ),
        },
        { name: "ID", value: <span className="font-mono text-xs">{worker.worker_id}</span> },
        { name: "Process", value: worker.pid },
        { name: "Started", value: <Ago at={worker.started_at} /> },
        { name: "Last report", value: lastReport(worker, report) ?? unread },
        {
          name: "Throughput",
          value:
            rate === null ? (
              <Unknown why="It has run for less than a minute" />
            ) : (
              `${rate.toFixed(1)} an hour since it started`
            ),
        },
        {
          name: "Of the last 20 attempts",
          value: report ? `${report.figures.recent_done} done, ${report.figures.recent_failed} failed` : unread,
        },
        { name: "Self-test", value: <SelfTest test={worker.self_test} message={report?.self_test?.message} /> },
        { name: "Version of its state", value: worker.version },
      ]}
    />
  );
}

function lastReport(worker: WorkerRow, report: WorkerView | undefined) {
  const at = worker.last_seen_at ?? report?.last_seen_at;
  return at === undefined ? undefined : <Ago at={at} />;
}

function SelfTest({ test, message }: { test: WorkerRow["self_test"]; message: string | null | undefined }) {
  if (!test) return <Unknown why="It has not been tested yet" />;
  return (
    <span className={test.ok ? "text-good" : "text-bad"}>
      {test.ok ? "passed" : `failed: ${message ?? test.error_code ?? "no reason was told"}`}, in{" "}
      {formatDuration(test.seconds)}, <Ago at={test.at} />
    </span>
  );
}
