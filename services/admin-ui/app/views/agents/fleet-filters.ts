import { healthTiers } from "@agentos/contracts/api/agents";
import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import { workerSorts } from "./sort-workers.ts";

/** What the address of the view tells. */
export const fleetFilters = z.object({
  agent: stageName.optional(),
  tier: z.enum(healthTiers).optional(),
  search: z.string().max(100).optional(),
  sort: z.enum(workerSorts).optional(),
  direction: z.enum(["asc", "desc"]).optional(),
  /** The drawers: of an agent, of a worker. */
  show: stageName.optional(),
  worker: z.string().max(100).optional(),
});
export type FleetFilters = z.output<typeof fleetFilters>;
