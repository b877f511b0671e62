import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { Ago } from "@agentos/ui/parts/ago";
import { Link } from "wouter";
import { useSection } from "../../data/use-section.ts";
import { FigureList, Unknown } from "../../parts/figure-list.tsx";
import type { AgentRow } from "./fleet-rows.ts";

export type AgentConfiguration = NonNullable<Sections["config"]["agents"]>[number];

type Given = { agent: AgentRow; configuration: AgentConfiguration | undefined };

const silent = "The fleet has not answered yet";

/** An agent in figures, and its queue. */
export function AgentFacts({ agent, configuration }: Given) {
  const { value } = useSection("queue");
  const queue = value?.queues?.find((row) => row.queue === agent.agent);
  const noQueue = <Unknown why="The service jobs has not answered yet" />;
  return (
    <FigureList
      figures={[
        { name: "Workers online", value: `${agent.workers_online} of ${agent.workers} listed` },
        { name: "Workers wanted", value: agent.desired_replicas ?? "as deployed" },
        { name: "Tasks running", value: `${agent.running_tasks} of ${agent.capacity}` },
        {
          name: "Tasks at once, each",
          value: configuration ? (configuration.concurrency ?? "as deployed") : <Unknown why={silent} />,
        },
        { name: "Done in the last hour", value: agent.done_last_hour },
        { name: "Failed in the last hour, not by the video's fault", value: agent.failed_last_hour },
        {
          name: "Waiting in its queue",
          value: queue ? (
            <Link href={`/jobs?stage=${agent.agent}`} className="underline decoration-edge underline-offset-4">
              {queue.waiting.toLocaleString("en")}
              {queue.paused && " (paused)"}
            </Link>
          ) : (
            noQueue
          ),
        },
        {
          name: "Longest waiting",
          value: !queue ? (
            noQueue
          ) : queue.oldest_waiting_at === null ? (
            "none waits"
          ) : (
            <Ago at={queue.oldest_waiting_at} />
          ),
        },
      ]}
    />
  );
}
