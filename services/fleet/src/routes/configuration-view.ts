import { stageByName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import type { Fleet } from "../db/read-fleet.ts";

/** What was set for an agent, what is in force, and what may be set. */
export function viewConfiguration({ row, workers }: Fleet["agents"][number]) {
  const { agent, version, taking, desired_replicas, concurrency, settings } = row;
  const reporting = workers.find(({ offline_reason }) => offline_reason === null);
  const schema = z.toJSONSchema(stageByName(agent).settings.partial()) as Record<string, unknown>;
  return {
    agent,
    version,
    taking,
    desired_replicas,
    concurrency,
    settings,
    in_force: reporting?.report.settings ?? null,
    schema,
  };
}
