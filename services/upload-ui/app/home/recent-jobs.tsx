import type { ClipView } from "@agentos/contracts/api/clips";
import type { JobView } from "@agentos/contracts/api/jobs";
import { Link } from "wouter";
import { useRecentClips, useRecentJobs } from "../data/jobs.ts";
import { JobRow, JobRowPlaceholders } from "../jobs/job-row.tsx";
import { Problem } from "@agentos/ui/parts/problem";
import { HowItWorks } from "./how-it-works.tsx";

const shown = 6;

/** The newest jobs; to somebody who has none, what will happen. */
export function RecentJobs() {
  const jobs = useRecentJobs(shown);
  const finished = jobs.data?.filter(({ status }) => status === "completed").length ?? 0;
  const clips = useRecentClips(finished);
  if (jobs.data?.length === 0) return <HowItWorks />;
  return (
    <section className="grid grid-cols-1 gap-4" aria-labelledby="recent">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="recent" className="text-xl font-semibold tracking-tight">
          Your latest
        </h2>
        <Link
          href="/history"
          className="font-medium text-ink-soft underline decoration-edge underline-offset-4 hover:text-ink"
        >
          All videos
        </Link>
      </div>
      {jobs.error && !jobs.data && <Problem error={jobs.error} />}
      <ul className="grid grid-cols-1 gap-3" aria-busy={jobs.isPending}>
        {jobs.isPending && <JobRowPlaceholders count={3} />}
        {jobs.data?.map((job) => (
          <JobRow key={job.id} job={job} clips={clipsOf(job, clips.data)} />
        ))}
      </ul>
    </section>
  );
}

function clipsOf(job: JobView, clips: readonly ClipView[] = []): ClipView[] {
  return clips.filter((clip) => clip.job_id === job.id).sort((a, b) => b.score - a.score);
}
