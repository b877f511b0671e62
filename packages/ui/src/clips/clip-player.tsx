import type { ClipView } from "@agentos/contracts/api/clips";
import Play from "lucide-react/icons/play";
import { useEffect, useRef, useState } from "react";
import { formatClock } from "../format/time.ts";

type Given = {
  clip: ClipView;
  place: number;
  playing: boolean;
  pointed: boolean;
  onPlay: () => void;
  onStale: () => void;
};

const badge = "pointer-events-none absolute bg-black/70 text-xs font-semibold text-white";

/** The clip's picture; a press plays it in its place, and stops another one. Captions are part of the picture. */
export function ClipPlayer({ clip, place, playing, pointed, onPlay, onStale }: Given) {
  const ring = pointed ? "outline-[3px] outline-offset-2 outline-marker-deep" : "outline-transparent";
  return (
    <div
      className={`relative overflow-hidden rounded-card bg-sunken outline-solid transition-[outline-color] ${ring}`}
      style={{ aspectRatio: `${clip.width} / ${clip.height}` }}
    >
      {playing ? (
        <Video clip={clip} onStale={onStale} />
      ) : (
        <Poster clip={clip} place={place} onPlay={onPlay} onStale={onStale} />
      )}
    </div>
  );
}

function Poster({ clip, place, onPlay, onStale }: Pick<Given, "clip" | "place" | "onPlay" | "onStale">) {
  return (
    <>
      <button
        type="button"
        onClick={onPlay}
        aria-label={`Play clip ${place}: ${clip.title}`}
        className="group absolute inset-0 block w-full rounded-card focus-visible:-outline-offset-4 focus-visible:outline-white"
      >
        <img
          src={clip.thumbnail_url}
          alt=""
          loading="lazy"
          onError={onStale}
          className="size-full object-cover transition-transform duration-500 group-hover:scale-[1.02]"
        />
        <span className="absolute bottom-3 left-3 grid size-12 place-items-center rounded-full bg-black/70 text-white transition-transform group-hover:scale-110">
          <Play size={20} aria-hidden className="translate-x-px fill-current" />
        </span>
      </button>
      <span aria-hidden className={`${badge} right-3 bottom-3 rounded-md px-1.5 leading-5 tabular-nums`}>
        {formatClock(Math.round(clip.duration_seconds))}
      </span>
      <span aria-hidden className={`${badge} top-3 left-3 grid size-7 place-items-center rounded-full`}>
        {place}
      </span>
    </>
  );
}

function Video({ clip, onStale }: { clip: ClipView; onStale: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  // A signed address that is replaced by a newer one must not interrupt what plays: only one that failed is given up.
  const [source, setSource] = useState({ url: clip.url, failed: false });
  if (source.failed && source.url !== clip.url) setSource({ url: clip.url, failed: false });
  // The button that had the focus is gone: the keys go to the player.
  useEffect(() => video.current?.focus(), []);
  return (
    <video
      ref={video}
      src={source.url}
      poster={clip.thumbnail_url}
      controls
      autoPlay
      loop
      playsInline
      preload="auto"
      aria-label={clip.title}
      onError={() => {
        setSource({ ...source, failed: true });
        onStale();
      }}
      className="absolute inset-0 size-full bg-black object-contain"
    >
      <track
        kind="captions"
        label="Captions"
        src={clip.captions_url ?? undefined}
        default={clip.quality.captions === "none"}
      />
    </video>
  );
}
