import { z } from "zod";
import { healthTiers } from "../api/agents.ts";

/** A count, or null where it is not known: never 0 for want of an answer. */
const count = z.int().nullable();

/** The figures at the top of everything, made of the other sections. */
export const dashboard = z.object({
  jobs: z.object({ queued: count, processing: count, completed: count, failed: count, cancelled: count }),
  queue: z.object({ waiting: count, running: count, dead_letters: count, paused: count }),
  workers: z.object({ online: count, total: count }),
  agents: z.record(z.enum(healthTiers), count),
});
export type Dashboard = z.infer<typeof dashboard>;

/** The sections that the dashboard is made of: what is old there is old here. */
export const dashboardSources = ["jobs", "queue", "agents_workers"] as const;
