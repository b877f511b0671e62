import type { ClipView } from "@agentos/contracts/api/clips";
import { formatClock } from "@agentos/ui/format/time";

type Given = {
  /** Length of the whole video. */
  seconds: number;
  clips: readonly ClipView[];
  /** The clip that somebody looks at, by id. */
  pointed: string | undefined;
  onPoint: (id: string | undefined) => void;
};

/** The whole video as a strip, with the moments marked that became clips: each leads to its card. */
export function SourceStrip({ seconds, clips, pointed, onPoint }: Given) {
  return (
    <nav aria-label="Where the clips are in the video" className="grid gap-1.5">
      <div className="relative h-10 overflow-hidden rounded-lg bg-ink/10">
        {clips.map((clip, place) => (
          <a
            key={clip.id}
            href={`#clip-${clip.id}`}
            aria-label={`Clip ${place + 1}, from ${formatClock(clip.start_seconds)} to ${formatClock(clip.end_seconds)}: ${clip.title}`}
            onMouseEnter={() => onPoint(clip.id)}
            onMouseLeave={() => onPoint(undefined)}
            onFocus={() => onPoint(clip.id)}
            onBlur={() => onPoint(undefined)}
            className={`absolute inset-y-0 min-w-6 overflow-hidden rounded-[3px] text-center text-xs leading-10 font-semibold text-on-marker transition-colors focus-visible:-outline-offset-2 ${pointed === clip.id ? "bg-marker-deep" : "bg-marker"}`}
            style={{
              left: `${(clip.start_seconds / seconds) * 100}%`,
              width: `${((clip.end_seconds - clip.start_seconds) / seconds) * 100}%`,
            }}
          >
            {place + 1}
          </a>
        ))}
      </div>
      <div className="flex justify-between text-xs text-ink-faint tabular-nums" aria-hidden>
        <span>0:00</span>
        <span>{formatClock(seconds)}</span>
      </div>
    </nav>
  );
}
