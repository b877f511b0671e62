import { agentOperations } from "@agentos/contracts/api/agents";
import type { StageName } from "@agentos/contracts/stages/stages";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useStaff } from "../../data/staff.ts";
import { useSection } from "../../data/use-section.ts";

const shown = 30;

/** The newest events of an agent and its workers, and attempts of theirs that failed. */
export function AgentLog({ name, workerId }: { name: StageName; workerId?: string }) {
  const { client } = useStaff();
  const newest = useSection("logs").value?.fleet?.[0]?.at;
  const { data, error } = useQuery({
    // Asked for anew when the fleet tells of something.
    queryKey: ["agents", "logs", name, newest],
    queryFn: ({ signal }) =>
      client.call(agentOperations.logs, { params: { agent_id: name }, query: { limit: 200 }, signal }),
    placeholderData: (before) => before,
  });
  if (error && !data) return <Problem error={error} />;
  if (!data) return <div className="placeholder h-40" />;
  const lines = data.filter((line) => workerId === undefined || line.worker_id === workerId).slice(0, shown);
  if (lines.length === 0) return <p className="text-sm text-ink-soft">Nothing has happened that is kept.</p>;
  return (
    <ol className="grid gap-2 text-sm">
      {lines.map((line) => (
        <li
          key={`${line.at} ${line.what} ${line.worker_id} ${line.job_id}`}
          className="flex gap-3 border-b border-line pb-2"
        >
          <Ago at={line.at} className="w-28 shrink-0 text-ink-faint tabular-nums" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {line.message}
            {line.error_code && <span className="text-bad"> {line.error_code}</span>}
            {line.job_id && (
              <>
                {" "}
                <Link href={`/jobs?job=${line.job_id}`} className="underline decoration-edge underline-offset-4">
                  Job
                </Link>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
