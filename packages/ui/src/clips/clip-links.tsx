import type { ClipView } from "@agentos/contracts/api/clips";
import Download from "lucide-react/icons/download";
import { formatBytes } from "../format/bytes.ts";
import { buttonClass } from "../parts/button.tsx";
import { asDownload } from "./as-download.ts";
import { ShareClip } from "./share-clip.tsx";

const fileLink = "font-medium text-ink-soft underline decoration-edge underline-offset-4 hover:text-ink";

/** The ways to take a clip along: the file itself, a link for others, its captions. `place`: 1 for the best. */
export function ClipLinks({ clip, place }: { clip: ClipView; place: number }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <a
        href={asDownload(clip.url)}
        download
        aria-label={`Download clip ${place}`}
        title={`MP4, ${clip.width} × ${clip.height}, ${formatBytes(clip.bytes)}`}
        className={buttonClass("plain", "small")}
      >
        <Download size={16} aria-hidden />
        Download
      </a>
      <ShareClip clip={clip} place={place} />
      <span className="inline-flex gap-3">
        <CaptionsFile url={clip.captions_url} place={place} form="VTT" />
        <CaptionsFile url={clip.subtitles_url} place={place} form="SRT" />
      </span>
    </div>
  );
}

function CaptionsFile({ url, place, form }: { url: string | null; place: number; form: string }) {
  if (url === null) return null;
  return (
    <a href={asDownload(url)} download aria-label={`Captions of clip ${place} as ${form}`} className={fileLink}>
      {form}
    </a>
  );
}
