import { stages } from "@agentos/contracts/stages/stages";
import { useSection } from "../data/use-section.ts";

export type Choices = Readonly<Record<string, readonly { value: string; label: string }[]>>;

const agents = stages.map(({ name, label }) => ({ value: name, label: `${label} (${name})` }));

/** By the words of the pages, so that the same thing has the same name everywhere. */
const byName: Choices = {
  agent: agents,
  stage: agents,
  from_stage: agents,
  queue: [...agents, { value: "default", label: "All queues" }],
};

/** What ids in payloads can be, where the snapshot knows all of them: by the name of the field. */
export function useChoices(): Choices {
  const { value: running } = useSection("agents_workers");
  const { value: system } = useSection("system");
  const workers = running?.workers?.map(({ worker_id, agent }) => ({
    value: worker_id,
    label: `${worker_id} (${agent})`,
  }));
  const backups = system?.backups?.map(({ backup_id, label, created_at }) => ({
    value: backup_id,
    label: `${label ?? "Backup"} of ${new Date(created_at).toLocaleString()} (…${backup_id.slice(-8)})`,
  }));
  return { ...byName, ...(workers ? { worker_id: workers } : {}), ...(backups ? { backup_id: backups } : {}) };
}
