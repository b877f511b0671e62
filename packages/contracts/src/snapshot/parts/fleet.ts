import { z } from "zod";
import { healthTiers } from "../../api/agents.ts";
import { stageName } from "../../stages/stages.ts";

const agent = z.object({
  agent: stageName,
  label: z.string(),
  taking: z.boolean(),
  health: z.enum(healthTiers),
  workers_online: z.int(),
  workers: z.int(),
  desired_replicas: z.int().nullable(),
  running_tasks: z.int(),
  capacity: z.int(),
  version: z.int(),
});

/** What fleet tells for the snapshot. */
export const fleetParts = {
  agents_workers: z.object({ agents: z.array(agent) }),
};
