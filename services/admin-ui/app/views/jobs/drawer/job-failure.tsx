import type { JobDetail } from "@agentos/contracts/api/jobs";
import { describeError, isErrorCode } from "@agentos/contracts/errors";
import { stageByName, stageNames, type StageName } from "@agentos/contracts/stages/stages";
import CircleAlert from "lucide-react/icons/circle-alert";
import { useState } from "react";
import { ActionButton } from "../../../actions/action-button.tsx";
import { useRetryPreview } from "./use-job.ts";

/** Why a job is over without clips, and how it goes on. */
export function JobFailure({ job }: { job: JobDetail }) {
  if (job.status === "cancelled") {
    return (
      <section aria-label="Outcome" className="grid gap-3 rounded-card border border-line p-4">
        <p className="font-medium">Cancelled</p>
        <RetryFrom job={job} />
      </section>
    );
  }
  if (job.status !== "failed") return null;
  const { code = "", message = "No reason was told.", stage } = job.error ?? {};
  const where = stageNames.find((name): name is StageName => name === stage);
  const known = isErrorCode(code) ? describeError(code) : undefined;
  return (
    <section aria-label="Outcome" className="grid gap-3 rounded-card bg-bad-wash p-4">
      <div className="flex gap-3">
        <CircleAlert size={20} aria-hidden className="mt-0.5 shrink-0 text-bad" />
        <div className="grid min-w-0 gap-1">
          <p className="font-medium [overflow-wrap:anywhere]">{message}</p>
          <p className="text-sm text-ink-soft">
            {where && `While: ${stageByName(where).label.toLowerCase()}. `}
            <code className="text-xs">{code}</code>
          </p>
          {known && known.says !== message && <p className="text-sm text-ink-soft">{known.says}</p>}
          {known && (
            <p className="text-sm text-ink-soft">
              {known.retryable
                ? "It may go well the next time."
                : "Trying the same again ends the same way, unless the cause is gone."}
            </p>
          )}
        </div>
      </div>
      <RetryFrom job={job} />
    </section>
  );
}

/** Runs a job again from a stage of one's choice, and says before what is kept. */
function RetryFrom({ job }: { job: JobDetail }) {
  const { data: preview } = useRetryPreview(job);
  const [chosen, setChosen] = useState<StageName>();
  const usual = preview?.from_stage ?? undefined;
  const from = chosen ?? usual;
  const reachable = usual === undefined ? [] : stageNames.slice(0, stageNames.indexOf(usual) + 1);
  const kept = from === undefined ? 0 : stageNames.indexOf(from);
  return (
    <div className="grid gap-2">
      <p className="min-h-5 text-sm text-ink-soft">
        {preview &&
          (preview.allowed
            ? kept === 0
              ? "It begins anew: nothing is kept."
              : `It goes on there; ${kept} of ${stageNames.length} stages are kept.`
            : preview.why_not)}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <label className="sr-only" htmlFor="retry-from">
          Retry from stage
        </label>
        <select
          id="retry-from"
          value={from ?? ""}
          disabled={reachable.length === 0}
          onChange={({ target }) => setChosen(stageNames.find((name) => name === target.value))}
          className="h-9 min-w-0 rounded-control border border-edge bg-surface px-3 text-sm text-ink"
        >
          {from === undefined && <option value="">–</option>}
          {reachable.map((name) => (
            <option key={name} value={name}>
              From: {stageByName(name).label.toLowerCase()}
            </option>
          ))}
        </select>
        <ActionButton
          action="job.retry"
          label="Retry from there"
          kind="primary"
          payload={{ job_id: job.id, ...(from === undefined ? {} : { from_stage: from }) }}
          subject={job.title}
          unless={preview && !preview.allowed ? (preview.why_not ?? undefined) : undefined}
        />
      </div>
    </div>
  );
}
