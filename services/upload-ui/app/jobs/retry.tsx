import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageByName, stages } from "@agentos/contracts/stages/stages";
import { Link } from "wouter";
import { useRetryJob, useRetryPreview } from "../data/jobs.ts";
import { Button, buttonClass } from "@agentos/ui/parts/button";
import { Problem } from "@agentos/ui/parts/problem";

/** Runs a job again, and says before what that would do; where it would not help, the way to another video. */
export function Retry({ job }: { job: JobDetail }) {
  const preview = useRetryPreview(job.id, { enabled: true });
  const retry = useRetryJob(job.id);
  const allowed = preview.data?.allowed ?? false;
  return (
    <>
      <p className="min-h-6 text-ink-soft">{preview.data && describe(preview.data)}</p>
      {retry.error && <Problem error={retry.error} />}
      <div className="flex flex-wrap gap-2">
        {allowed && (
          <Button kind="primary" busy={retry.isPending} onClick={() => retry.mutate(undefined)}>
            Try again
          </Button>
        )}
        <Link href="/" className={buttonClass(allowed || preview.isPending ? "plain" : "primary")}>
          Use another video
        </Link>
      </div>
    </>
  );
}

type Preview = NonNullable<ReturnType<typeof useRetryPreview>["data"]>;

function describe({ allowed, why_not: whyNot, from_stage: from, reused_stages: reused }: Preview): string {
  if (!allowed) return whyNot ?? "Trying again would not help.";
  if (!from || reused.length === 0) return "Trying again starts from the beginning.";
  return `Trying again resumes at “${stageByName(from).label}”; ${reused.length} of ${stages.length} steps are kept.`;
}
