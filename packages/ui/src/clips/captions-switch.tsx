import type { ClipView } from "@agentos/contracts/api/clips";
import CaptionsIcon from "lucide-react/icons/captions";
import CaptionsOff from "lucide-react/icons/captions-off";

type Given = { clip: ClipView; place: number; on: boolean; onChange: (on: boolean) => void };

const line = "inline-flex items-center gap-2 text-sm text-ink-faint";

/**
 * Tells whether the words are in the clip's picture. Where they are not, those that are kept beside it can be laid over it while it
 * is played here: that changes nothing in the clip, so that it is off until somebody wants to see it.
 */
export function CaptionsSwitch({ clip, place, on, onChange }: Given) {
  if (clip.quality.captions === "burned") {
    return (
      <p className={line}>
        <CaptionsIcon size={17} aria-hidden />
        Captions are part of the picture
      </p>
    );
  }
  if (clip.captions_url === null) {
    return (
      <p className={line}>
        <CaptionsOff size={17} aria-hidden />
        No captions: no words were heard
      </p>
    );
  }
  return (
    <div className="grid gap-1.5">
      <p className={line}>
        <CaptionsOff size={17} aria-hidden />
        No captions in the picture
      </p>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-label={`Show captions here, clip ${place}`}
        onClick={() => onChange(!on)}
        className="group inline-flex min-h-6 items-center gap-2 justify-self-start rounded-md text-sm font-medium text-ink-soft hover:text-ink"
      >
        <span
          aria-hidden
          className="flex h-4 w-7 items-center rounded-full bg-ink-faint p-0.5 transition-colors group-aria-checked:bg-ink"
        >
          <span className="size-3 rounded-full bg-paper transition-transform group-aria-checked:translate-x-3" />
        </span>
        Show captions here
      </button>
    </div>
  );
}
