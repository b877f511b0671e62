import type { JobStatus } from "@agentos/contracts/api/jobs";

export type HistoryFilter = { status?: JobStatus; search?: string; page: number };

/** Under which keys queries hold jobs; what begins with the same key is meant together. */
export const jobKeys = {
  all: ["jobs"] as const,
  one: (id: string) => ["jobs", "one", id] as const,
  recent: ["jobs", "recent"] as const,
  histories: ["jobs", "history"] as const,
  history: (filter: HistoryFilter) => ["jobs", "history", filter] as const,
};

export const clipKeys = {
  all: ["clips"] as const,
  of: (jobId: string) => ["clips", "of", jobId] as const,
  recent: ["clips", "recent"] as const,
};
