import type { ClipView } from "@agentos/contracts/api/clips";
import Play from "lucide-react/icons/play";
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from "react";
import { formatClock } from "../format/time.ts";

type Given = {
  clip: ClipView;
  place: number;
  playing: boolean;
  pointed: boolean;
  /** Whether captions are laid over the picture, and what is called when the player's own button changes that. */
  captions: boolean;
  onCaptions: (on: boolean) => void;
  onPlay: () => void;
  onStale: () => void;
};

const badge = "pointer-events-none absolute bg-black/70 text-xs font-semibold text-white";

/** The clip's picture; a press plays it in its place, and stops another one. */
export function ClipPlayer({ pointed, playing, captions, onCaptions, ...shown }: Given) {
  const { clip, place, onPlay, onStale } = shown;
  const ring = pointed ? "outline-[3px] outline-offset-2 outline-marker-deep" : "outline-transparent";
  return (
    <div
      className={`relative overflow-hidden rounded-card bg-sunken outline-solid transition-[outline-color] ${ring}`}
      style={{ aspectRatio: `${clip.width} / ${clip.height}` }}
    >
      {playing ? (
        <Video clip={clip} captions={captions} onCaptions={onCaptions} onStale={onStale} />
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

function Video({ clip, captions, onCaptions, onStale }: Pick<Given, "clip" | "captions" | "onCaptions" | "onStale">) {
  const video = usePlayer(captions, onCaptions);
  // A signed address that is replaced by a newer one must not interrupt what plays: only one that failed is given up.
  const [source, setSource] = useState({ url: clip.url, failed: false });
  if (source.failed && source.url !== clip.url) setSource({ url: clip.url, failed: false });
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
      <track kind="captions" label="Captions" src={clip.captions_url ?? undefined} />
    </video>
  );
}

/** For a player that takes the focus, whose captions are as they are wanted, and which tells when its own button changes them. */
function usePlayer(on: boolean, onChange: (on: boolean) => void): RefObject<HTMLVideoElement | null> {
  const video = useRef<HTMLVideoElement>(null);
  // The button that had the focus is gone: the keys go to the player.
  useEffect(() => video.current?.focus(), []);
  useEffect(() => showCaptions(video.current, on), [on]);
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const tracks = video.current?.textTracks;
    const hear = (): void => tell(tracks?.[0]?.mode === "showing");
    tracks?.addEventListener("change", hear);
    return () => tracks?.removeEventListener("change", hear);
  }, []);
  return video;
}

function showCaptions(video: HTMLVideoElement | null, on: boolean): void {
  const track = video?.textTracks[0];
  if (track) track.mode = on ? "showing" : "disabled";
}
