import path from "node:path";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { AttemptRow, StepRow } from "../db/tables.ts";
import { artefactsIn } from "../domain/output-keys.ts";

type Work = NonNullable<JobDetail["work"]>[number];

/** What was done at each step, and the files that came of it. */
export function workOf(steps: readonly StepRow[], attempts: readonly AttemptRow[]): Work[] {
  return steps.map((step) => ({
    stage: step.stage,
    attempts: attempts.filter(({ step_id }) => step_id === step.id).map(attemptView),
    // A source that is already as it has to be is the upload itself, and a file may be named twice.
    files: [...new Map(artefactsIn(step.output).map((file) => [file.key, file])).values()].map(
      ({ key, bytes, sha256, content_type }) => ({ name: path.posix.basename(key), bytes, sha256, content_type }),
    ),
  }));
}

function attemptView(attempt: AttemptRow): Work["attempts"][number] {
  const { error_code: code, error_message: message, ended_at } = attempt;
  return {
    try: attempt.try,
    worker_id: attempt.worker_id,
    outcome: attempt.outcome,
    error: code === null ? null : { code, message: message ?? "" },
    waited_seconds: attempt.waited_seconds,
    started_at: attempt.started_at.toISOString(),
    ended_at: ended_at?.toISOString() ?? null,
  };
}
