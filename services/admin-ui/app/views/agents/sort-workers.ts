import { healthTiers, type HealthTier } from "@agentos/contracts/api/agents";
import type { WorkerRow } from "./fleet-rows.ts";

type Compared = string | number | null;

const keys = {
  worker: ({ slot }: WorkerRow): Compared => slot,
  health: ({ health }: WorkerRow): Compared => healthTiers.indexOf(health.tier),
  score: ({ performance }: WorkerRow): Compared => performance.score,
  cpu: ({ figures, state }: WorkerRow): Compared => (state === "online" ? figures.cpu_percent : null),
  memory: ({ figures, state }: WorkerRow): Compared => (state === "online" ? figures.rss_bytes : null),
  done: ({ performance }: WorkerRow): Compared => performance.done,
} as const;

export type WorkerSort = keyof typeof keys;
export const workerSorts = Object.keys(keys) as [WorkerSort, ...WorkerSort[]];

type Filters = {
  agent?: string | undefined;
  tier?: HealthTier | undefined;
  /** A part of a worker's id, or the id of a job that it works on. */
  search?: string | undefined;
  sort?: WorkerSort | undefined;
  direction?: "asc" | "desc" | undefined;
};

/** The workers that the filters leave, in their order; what is not known comes last either way. */
export function workersShown(workers: readonly WorkerRow[], filters: Filters): WorkerRow[] {
  const { agent, tier, search = "", sort = "worker", direction = "asc" } = filters;
  const part = search.trim().toLowerCase();
  const isShown = (worker: WorkerRow): boolean =>
    (agent === undefined || worker.agent === agent) &&
    (tier === undefined || worker.health.tier === tier) &&
    (part === "" ||
      worker.worker_id.toLowerCase().includes(part) ||
      worker.tasks.some(({ job_id: id }) => id === part));
  const sign = direction === "asc" ? 1 : -1;
  return workers.filter(isShown).toSorted((a, b) => {
    const [left, right] = [keys[sort](a), keys[sort](b)];
    if (left === right) return a.worker_id < b.worker_id ? -1 : 1;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -sign : sign;
  });
}
