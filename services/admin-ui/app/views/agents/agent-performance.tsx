import { agentOperations } from "@agentos/contracts/api/agents";
import type { StageName } from "@agentos/contracts/stages/stages";
import { LineChart } from "@agentos/ui/charts/line-chart";
import { Problem } from "@agentos/ui/parts/problem";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStaff } from "../../data/staff.ts";
import { Score } from "./score.tsx";

/** A point is added every minute. */
const everyMs = 30_000;

/** How well an agent works: its score with the formula, and its last hour by the minute. */
export function AgentPerformance({ name }: { name: StageName }) {
  const { client } = useStaff();
  const { data, error, isPending } = useQuery({
    queryKey: ["agents", "performance"],
    queryFn: ({ signal }) => client.call(agentOperations.performance, { signal }),
    refetchInterval: everyMs,
  });
  const own = data?.find(({ agent }) => agent === name);
  const { times, work, cpu } = useMemo(() => seriesOf(own?.history ?? []), [own]);
  return (
    <div className="grid grid-cols-1 gap-5">
      {error && <Problem error={error} />}
      {own ? (
        <Score of={own} since="Counted since each of its present workers has started." />
      ) : (
        isPending && !error && <div className="placeholder h-36" />
      )}
      <LineChart label="Attempts, by the minute" times={times} series={work} height={150} loading={isPending} />
      <LineChart
        label="Processor use, all its workers"
        times={times}
        series={cpu}
        height={120}
        format={percent}
        loading={isPending}
      />
    </div>
  );
}

const percent = (value: number): string => `${Math.round(value)} %`;

type History = readonly { at: string; done: number; failed: number; cpu_percent: number }[];

function seriesOf(history: History) {
  return {
    times: history.map(({ at }) => Date.parse(at)),
    work: [
      { id: "done", label: "Done", values: history.map(({ done }) => done) },
      { id: "failed", label: "Failed", values: history.map(({ failed }) => failed) },
    ],
    cpu: [{ id: "cpu", label: "of one core", values: history.map(({ cpu_percent: cpu }) => cpu) }],
  };
}
