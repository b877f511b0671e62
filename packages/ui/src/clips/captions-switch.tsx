import type { ClipView } from "@agentos/contracts/api/clips";
import CaptionsIcon from "lucide-react/icons/captions";
import CaptionsOff from "lucide-react/icons/captions-off";

type Given = { clip: ClipView; place: number; on: boolean; onChange: (on: boolean) => void };

const line = "inline-flex items-center gap-2 text-sm";

/** Turns captions on and off where they are laid over the picture; tells where they are part of it, or where there are none. */
export function CaptionsSwitch({ clip, place, on, onChange }: Given) {
  if (clip.quality.captions === "burned") {
    return (
      <p className={`${line} text-ink-faint`}>
        <CaptionsIcon size={17} aria-hidden />
        Captions are part of the picture
      </p>
    );
  }
  if (clip.captions_url === null) {
    return (
      <p className={`${line} text-ink-faint`}>
        <CaptionsOff size={17} aria-hidden />
        No captions
      </p>
    );
  }
  const Icon = on ? CaptionsIcon : CaptionsOff;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={`Captions of clip ${place}`}
      onClick={() => onChange(!on)}
      className={`${line} min-h-6 justify-self-start rounded-md font-medium text-ink-soft hover:text-ink`}
    >
      <Icon size={17} aria-hidden />
      Captions {on ? "on" : "off"}
    </button>
  );
}
