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
  /** Actions that have no end yet, and those of the last hour that failed. */
  actions: z.object({ open: count, failed_last_hour: count }),
  /** Circuit breakers that are not closed. */
  breakers: z.object({ open: count, total: count }),
  /** `failing`: their last run failed, or nobody leads them; of all owners, or null where one of them is not known. */
  managers: z.object({ failing: count, total: count }),
  audit: z.object({
    /** The chain goes on from its last signed head, and the last verification has found nothing. */
    chain_ok: z.boolean().nullable(),
    /** Entries that no signed head vouches for yet. */
    unverified: count,
  }),
  /** That are not over. */
  alerts: z.object({ total: count, critical: count, unacknowledged: count }),
  accounts: z.object({ total: count, disabled: count, locked: count }),
});
export type Dashboard = z.infer<typeof dashboard>;

/** The sections that the dashboard is made of: what is old there is old here. */
export const dashboardSources = ["jobs", "queue", "agents_workers", "managers", "audit", "system"] as const;
export type DashboardSource = (typeof dashboardSources)[number];
