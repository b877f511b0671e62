import { ActionButton } from "../../actions/action-button.tsx";
import type { AgentRow } from "./fleet-rows.ts";

/** What is done to an agent as a whole. */
export function AgentActions({ agent: row }: { agent: AgentRow }) {
  const { agent, taking, workers_online: online } = row;
  const about = { payload: { agent }, subject: agent };
  const alone = online === 0 ? "No worker of it reports." : undefined;
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label={`Actions on ${agent}`}>
      <ActionButton action="agent.start" {...about} unless={taking ? "It is started." : undefined} />
      <ActionButton action="agent.stop" {...about} unless={taking ? undefined : "It is stopped already."} />
      <ActionButton action="agent.restart" {...about} unless={alone} />
      <ActionButton action="worker.restart_all" {...about} label="Restart its workers" unless={alone} />
      <ActionButton action="agent.health_check" {...about} unless={alone} />
      <ActionButton action="agent.clear_queue" {...about} kind="danger" />
    </fieldset>
  );
}
