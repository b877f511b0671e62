import { jobStep } from "@agentos/contracts/events/jobs";
import type { release } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { announce } from "../events.ts";
import { endAttempt } from "../orchestrator/end-attempt.ts";
import { meterAttempt } from "../orchestrator/meter-attempt.ts";
import { requeueStep } from "../orchestrator/requeue-step.ts";
import { wakeWorkers } from "../unit.ts";
import { hearWorker, settleAttempt, type Answer } from "./settle.ts";

/** Takes a step back unfinished, at its old place in the queue; no try is counted. */
export async function releaseAttempt(context: Context, told: z.output<typeof release.request>): Promise<Answer> {
  return hearWorker(context, told, (facts) =>
    settleAttempt(context, facts, "released", async (unit, job) => {
      await endAttempt(unit.tx, facts.attempt_id, { outcome: "released" });
      const version = await requeueStep(unit.tx, facts.step_id, { delaySeconds: 0, countsAsTry: false });
      const step = { stage: facts.stage, state: "waiting" as const, tries: facts.try - 1, error_code: null };
      await announce(unit, jobStep, { ...job, version }, step, { fields: { attempt_id: facts.attempt_id } });
      meterAttempt(unit, facts, "released");
      wakeWorkers(unit, facts.stage);
    }),
  );
}
