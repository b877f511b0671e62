import { z } from "zod";
import { stageNames, type StageName } from "../stages/stages.ts";
import { defineManager } from "./manager-contract.ts";

export const workerReporter = defineManager({
  name: "worker-reporter",
  owner: "fleet",
  label: "Worker reporter",
  summary: "Takes down how each worker and agent is doing: health, load and performance.",
  intervalSeconds: 60,
  intervalBounds: { min: 5, max: 3600 },
  runSeconds: 30,
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
  routine: true,
});

export const workerReaper = defineManager({
  name: "worker-reaper",
  owner: "fleet",
  label: "Worker reaper",
  summary: "Takes workers that have stopped to tell of themselves for offline.",
  intervalSeconds: 2,
  intervalBounds: { min: 1, max: 60 },
  runSeconds: 30,
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
});

const replicaBounds = z
  .strictObject({ min: z.int().min(1).max(64), max: z.int().min(1).max(64) })
  .refine(({ min, max }) => min <= max, { error: "`min` is above `max`." });

/** Replicas of each agent that the autoscaler looks after; it leaves the others alone. */
const scaledAgents = z.strictObject(
  Object.fromEntries(stageNames.map((stage) => [stage, replicaBounds.optional()])) as Record<
    StageName,
    z.ZodOptional<typeof replicaBounds>
  >,
);

export const autoscaler = defineManager({
  name: "autoscaler",
  owner: "fleet",
  label: "Autoscaler",
  summary: "Scales the agents that it was given so that waiting work is begun within the target time.",
  intervalSeconds: 15,
  intervalBounds: { min: 1, max: 600 },
  runSeconds: 30,
  settings: z.strictObject({
    agents: scaledAgents.default({}).describe("Least and most replicas, by agent."),
    target_wait_seconds: z.number().min(1).max(3600).default(30).describe("How long work may wait before it is begun."),
    shrink_after_seconds: z
      .number()
      .min(0)
      .max(3600)
      .default(120)
      .describe("A replica goes only after so long without need of it."),
  }),
  enabled: false,
  essential: false,
});
