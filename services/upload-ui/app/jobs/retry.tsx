import { needsAnotherSource } from "@agentos/contracts/errors";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageByName, stages } from "@agentos/contracts/stages/stages";
import { Link, useLocation } from "wouter";
import { useUser } from "../data/services.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { useRetryJob, useRetryPreview } from "../data/jobs.ts";
import { Button, buttonClass, type ButtonKind } from "@agentos/ui/parts/button";
import { Problem } from "@agentos/ui/parts/problem";

/** Runs a job again, and says before what that would do; where the video itself is wrong, the way to another one comes first. */
export function Retry({ job }: { job: JobDetail }) {
  const preview = useRetryPreview(job.id, { enabled: true });
  const retry = useRetryJob(job.id);
  const allowed = preview.data?.allowed ?? false;
  const wrong = needsAnotherSource(job.error?.code);
  const another = (
    <Another key="another" job={job} kind={wrong || preview.data?.allowed === false ? "primary" : "plain"} />
  );
  const again = allowed && (
    <Button
      key="again"
      kind={wrong ? "plain" : "primary"}
      busy={retry.isPending}
      onClick={() => retry.mutate(undefined)}
    >
      {wrong ? "Try again anyway" : "Try again"}
    </Button>
  );
  return (
    <>
      <p className="min-h-6 text-ink-soft">{wrong ? sameAgain : preview.data && describe(preview.data)}</p>
      {retry.error && <Problem error={retry.error} />}
      <div className="flex flex-wrap gap-2">{wrong ? [another, again] : [again, another]}</div>
    </>
  );
}

const sameAgain = "The same video would end the same way.";

/** The way to another video of the kind that this one was, with its options. */
function Another({ job, kind }: { job: JobDetail; kind: ButtonKind }) {
  const { uploads } = useUser();
  const [, navigate] = useLocation();
  if (job.source.kind === "url") {
    return (
      <Link href="/" className={buttonClass(kind)}>
        Use another link
      </Link>
    );
  }
  const take = (file: File): void => {
    uploads.add([file], job.options);
    navigate("/");
  };
  return (
    <FileButton kind={kind} onFile={take}>
      Choose another file
    </FileButton>
  );
}

type Preview = NonNullable<ReturnType<typeof useRetryPreview>["data"]>;

function describe({ allowed, why_not: whyNot, from_stage: from, reused_stages: reused }: Preview): string {
  if (!allowed) return whyNot ?? "Trying again would not help.";
  if (!from || reused.length === 0) return "Trying again starts from the beginning.";
  return `Trying again resumes at “${stageByName(from).label}”; ${reused.length} of ${stages.length} steps are kept.`;
}
