import type { ClipView } from "@agentos/contracts/api/clips";
import { useState } from "react";
import { formatClock, formatDuration } from "../format/time.ts";
import { ClipPlayer } from "./clip-player.tsx";
import { CaptionsSwitch } from "./captions-switch.tsx";
import { ClipLinks } from "./clip-links.tsx";
import { hintsOf } from "./clip-hints.ts";

type Given = {
  clip: ClipView;
  /** 1 for the best. */
  place: number;
  playing: boolean;
  pointed: boolean;
  onPlay: () => void;
  onPoint: (id: string | undefined) => void;
  /** The clip's address does not work any more. */
  onStale: () => void;
};

/** A clip: to play, to judge by its score and reasons, to take along. */
export function ClipCard({ clip, place, playing, pointed, onPlay, onPoint, onStale }: Given) {
  const [captions, setCaptions] = useState(false);
  const played = { clip, place, playing, pointed, captions, onPlay, onStale };
  return (
    <li
      id={`clip-${clip.id}`}
      onPointerEnter={() => onPoint(clip.id)}
      onPointerLeave={() => onPoint(undefined)}
      className="grid scroll-mt-20 grid-cols-1 content-start gap-3.5"
    >
      <ClipPlayer {...played} onCaptions={setCaptions} />
      <CaptionsSwitch clip={clip} place={place} on={captions} onChange={setCaptions} />
      <div className="grid gap-2">
        <div className="flex items-start justify-between gap-3">
          <h3 className="text-base leading-snug font-semibold">{clip.title}</h3>
          <Score value={clip.score} />
        </div>
        <p className="text-sm text-ink-faint tabular-nums">
          {formatDuration(clip.duration_seconds)} · from {formatClock(clip.start_seconds)}
        </p>
      </div>
      {clip.reasons.length > 0 && (
        <ul aria-label="Why it was picked" className="grid gap-1.5 text-sm text-ink-soft">
          {clip.reasons.map((reason) => (
            <li
              key={reason}
              className="relative pl-4 before:absolute before:top-[0.55em] before:left-0 before:h-[3px] before:w-2 before:rounded before:bg-marker-deep"
            >
              {reason}
            </li>
          ))}
        </ul>
      )}
      <Hints clip={clip} />
      <ClipLinks clip={clip} place={place} />
    </li>
  );
}

function Score({ value }: { value: number }) {
  return (
    <span
      title="Score from 0 to 100: how much this moment stands out in the video"
      className="rounded-md bg-marker px-1.5 text-sm leading-6 font-semibold text-on-marker tabular-nums"
    >
      <span className="sr-only">Score </span>
      {Math.round(value)}
    </span>
  );
}

function Hints({ clip }: { clip: ClipView }) {
  const hints = hintsOf(clip);
  if (hints.length === 0) return null;
  return (
    <ul aria-label="Good to know" className="grid gap-1 text-sm text-ink-faint">
      {hints.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}
