import type { ClipView } from "@agentos/contracts/api/clips";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { useState } from "react";
import { useClips } from "../data/jobs.ts";
import { Problem } from "@agentos/ui/parts/problem";
import { ClipCard } from "@agentos/ui/clips/clip-card";
import { DownloadAll } from "@agentos/ui/clips/download-all";
import { SourceStrip } from "./source-strip.tsx";

const freshMs = 30_000;

/** The clips of a finished job, best first, and where in the video they are from. */
export function Clips({ job }: { job: JobDetail }) {
  const clips = useClips(job.id, { enabled: true });
  const [pointed, setPointed] = useState<string>();
  const [playing, setPlaying] = useState<string>();
  const renew = (): void => {
    // What does not load with fresh addresses either would not with fresher ones.
    if (Date.now() - clips.dataUpdatedAt > freshMs) void clips.refetch();
  };
  if (clips.error && !clips.data) return <Problem error={clips.error} />;
  const shown: readonly ClipView[] = clips.data ?? [];
  return (
    <section aria-labelledby="clips" className="grid grid-cols-1 gap-5">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h2 id="clips" className="text-xl font-semibold tracking-tight">
          {job.clip_count === 1 ? "1 clip" : `${job.clip_count} clips`}
        </h2>
        <DownloadAll clips={shown} />
      </div>
      {job.duration_seconds !== null && (
        <SourceStrip seconds={job.duration_seconds} clips={shown} pointed={pointed} onPoint={setPointed} />
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-x-6 gap-y-10">
        {clips.isPending && Array.from({ length: job.clip_count }, (_, index) => <ClipPlaceholder key={index} />)}
        {shown.map((clip, place) => (
          <ClipCard
            key={clip.id}
            clip={clip}
            place={place + 1}
            playing={playing === clip.id}
            pointed={pointed === clip.id}
            onPlay={() => setPlaying(clip.id)}
            onPoint={setPointed}
            onStale={renew}
          />
        ))}
      </ul>
    </section>
  );
}

function ClipPlaceholder() {
  return (
    <li className="grid content-start gap-3">
      <div className="placeholder aspect-9/16 rounded-card" />
      <div className="placeholder h-24" />
    </li>
  );
}
