import type { JobDetail } from "@agentos/contracts/api/jobs";
import { ClipCard } from "@agentos/ui/clips/clip-card";
import { Problem } from "@agentos/ui/parts/problem";
import { useState } from "react";
import { DrawerSection } from "./drawer-section.tsx";
import { useClips } from "./use-job.ts";

const freshMs = 30_000;

/** The clips of a job, to be watched. */
export function JobClips({ job }: { job: JobDetail }) {
  const clips = useClips(job);
  const [playing, setPlaying] = useState<string>();
  const renew = (): void => {
    // What does not load with fresh addresses would not with fresher ones.
    if (Date.now() - clips.dataUpdatedAt > freshMs) void clips.refetch();
  };
  return (
    <DrawerSection title={job.clip_count === 1 ? "1 clip" : `${job.clip_count} clips`}>
      {clips.error && !clips.data && <Problem error={clips.error} />}
      {clips.data?.length === 0 && (
        <p className="text-sm text-ink-soft">
          {job.seeded
            ? "They were invented with the job: there is nothing to be watched."
            : "There are none to be watched."}
        </p>
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,11rem),1fr))] gap-x-5 gap-y-7">
        {clips.isPending &&
          Array.from({ length: Math.max(1, job.clip_count) }, (_, index) => (
            <li key={index} className="placeholder aspect-9/16" />
          ))}
        {clips.data?.map((clip, place) => (
          <ClipCard
            key={clip.id}
            clip={clip}
            place={place + 1}
            playing={playing === clip.id}
            pointed={false}
            onPlay={() => setPlaying(clip.id)}
            onPoint={() => undefined}
            onStale={renew}
          />
        ))}
      </ul>
    </DrawerSection>
  );
}
