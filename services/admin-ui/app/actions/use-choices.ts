import { useSection } from "../data/use-section.ts";

export type Choices = Readonly<Record<string, readonly { value: string; label: string }[]>>;

/** What ids in payloads can be, where the snapshot knows all of them: by the name of the field. */
export function useChoices(): Choices {
  const { value: agents } = useSection("agents_workers");
  const { value: system } = useSection("system");
  const workers = agents?.workers?.map(({ worker_id, agent }) => ({
    value: worker_id,
    label: `${worker_id} (${agent})`,
  }));
  const backups = system?.backups?.map(({ backup_id, label, created_at }) => ({
    value: backup_id,
    label: `${label ?? "Backup"} of ${new Date(created_at).toLocaleString()}`,
  }));
  return { ...(workers ? { worker_id: workers } : {}), ...(backups ? { backup_id: backups } : {}) };
}
