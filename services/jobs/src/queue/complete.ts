import type { complete } from "@agentos/contracts/messages/jobs";
import { nextStage, stageByName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import type { Context } from "../context.ts";
import { foreignKey } from "../domain/output-keys.ts";
import { completeRun } from "../orchestrator/complete-run.ts";
import { failStep } from "../orchestrator/fail-step.ts";
import { finishStep } from "../orchestrator/finish-step.ts";
import { learnFrom } from "../orchestrator/lessons.ts";
import type { AttemptFacts } from "./held-attempt.ts";
import { hearWorker, settleAttempt, type Answer } from "./settle.ts";

/**
 * Takes a result: from the current attempt of a run that goes on, and of the stage's form; anything else changes nothing. An
 * output of another form is a failed attempt.
 */
export async function completeAttempt(context: Context, told: z.output<typeof complete.request>): Promise<Answer> {
  return hearWorker(context, told, (facts) => {
    const output = readOutput(facts, told.output);
    return "problem" in output
      ? refuseResult(context, facts, output.problem)
      : takeResult(context, facts, output.value);
  });
}

async function takeResult(context: Context, facts: AttemptFacts, output: unknown): Promise<Answer> {
  const speeds = await context.speeds.read();
  const answer = await settleAttempt(context, facts, "done", async (unit, job) => {
    const next = nextStage(facts.stage);
    if (next) await finishStep(unit, job, { facts, output, next: next.name }, speeds);
    else await completeRun(unit, job, facts, output);
  });
  if (answer.settled) await learnFrom(context, facts, output);
  return answer;
}

/** Another worker may do better; what was wrong is for the log, not for people. */
async function refuseResult(context: Context, facts: AttemptFacts, problem: string): Promise<Answer> {
  context.log.error({ job_id: facts.job_id, stage: facts.stage, problem }, "result not usable");
  const message = "The step gave a result that cannot be used. Retry the job.";
  const failure = { code: "STAGE_FAILED" as const, message, retryable: true };
  const answer = await settleAttempt(context, facts, "failed", (unit, job) =>
    failStep(unit, job, facts, { outcome: "failed", failure }),
  );
  return answer.accepted ? { accepted: false, reason: "invalid" } : answer;
}

/** Checks an output against the stage's schema, and where its files are. */
function readOutput(facts: AttemptFacts, given: unknown): { value: unknown } | { problem: string } {
  const parsed = stageByName(facts.stage).output.safeParse(given);
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
  const foreign = foreignKey(facts, parsed.data);
  return foreign === undefined ? { value: parsed.data } : { problem: `the file ${foreign} is not of this attempt` };
}
