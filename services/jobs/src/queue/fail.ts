import type { fail } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { failStep } from "../orchestrator/fail-step.ts";
import { hearWorker, settleAttempt, type Answer } from "./settle.ts";

/** Takes the word of a worker that its attempt failed. */
export async function failAttempt(context: Context, told: z.output<typeof fail.request>): Promise<Answer> {
  return hearWorker(context, told, (facts) =>
    settleAttempt(context, facts, "failed", (unit, job) =>
      failStep(unit, job, facts, { outcome: "failed", failure: told.error }),
    ),
  );
}
