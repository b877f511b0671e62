import type { UploadView } from "@agentos/client/file-upload";
import { needsAnotherSource } from "@agentos/contracts/errors";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import RotateCw from "lucide-react/icons/rotate-cw";
import X from "lucide-react/icons/x";
import { useUser } from "../data/services.tsx";
import { formatBytes } from "@agentos/ui/format/bytes";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";
import { IconButton } from "@agentos/ui/parts/button";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { FileButton } from "../parts/file-button.tsx";
import { UploadOptions } from "./upload-options.tsx";
import type { UploadEntry } from "./uploads.ts";

type UploadState = NonNullable<UploadEntry["view"]>["state"];

/** One file on its way: how far, how fast, how long still, and what can be done about it. */
export function UploadRow({ entry }: { entry: UploadEntry }) {
  const { file, view } = entry;
  const share = view && view.totalBytes > 0 ? view.sentBytes / view.totalBytes : 0;
  const still = view === null || view.state !== "sending";
  return (
    <li className="grid grid-cols-1 gap-3 rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate font-medium" title={file.name}>
          {file.name}
        </p>
        <UploadButtons entry={entry} />
      </div>
      <ProgressBar share={share} still={still} label={`Upload of ${file.name}`} />
      <div className="flex justify-between gap-x-4 gap-y-1 text-sm text-ink-soft tabular-nums max-sm:flex-col-reverse">
        <span className="max-sm:min-h-[2lh]">{describeState(entry)}</span>
        <span className="shrink-0">
          {formatPercent(share)} · {formatBytes(view?.sentBytes ?? 0)} of {formatBytes(file.size)}
        </span>
      </div>
      {changeable(entry) && <UploadOptions entry={entry} />}
    </li>
  );
}

/** Once it is about to become a job, its options are the job's. */
function changeable({ view }: UploadEntry): boolean {
  return view?.state !== "finishing" && view?.state !== "finished" && !isWrongFile(view);
}

/** Nothing but another file helps. */
function isWrongFile(view: UploadView | null): boolean {
  return view?.state === "failed" && needsAnotherSource(view.trouble?.code);
}

function describeState({ view }: UploadEntry): string {
  if (!view) return "Waiting for the upload before it";
  switch (view.state) {
    case "starting":
      return view.resumedBytes > 0 ? "Resuming" : "Starting";
    case "sending":
      return view.bytesPerSecond === null || view.etaSeconds === null
        ? "Uploading"
        : `${formatBytes(view.bytesPerSecond)}/s, ${formatLeft(view.etaSeconds)}`;
    case "waiting":
      return `${view.trouble?.message ?? "The connection is lost."} It resumes by itself.`;
    case "paused":
      return "Paused";
    case "held":
      return "Uploaded. The clips are made when you are done with the options.";
    case "finishing":
      return "Finishing";
    case "failed":
      return view.trouble?.message ?? "The upload failed.";
    case "finished":
      return "Uploaded";
    case "aborted":
      return "Stopped";
    default:
      return view.state satisfies never;
  }
}

const again = {
  does: "resume",
  Icon: RotateCw,
  label: (name: string) => `Try the upload of ${name} again now`,
} as const;
const resume = { does: "resume", Icon: Play, label: (name: string) => `Resume the upload of ${name}` } as const;
const pause = { does: "pause", Icon: Pause, label: (name: string) => `Pause the upload of ${name}` } as const;

/** One button, whatever it does at present: who has just pressed it has not lost it. */
const presses: Partial<Record<UploadState, typeof again | typeof pause | typeof resume>> = {
  starting: pause,
  sending: pause,
  paused: resume,
  waiting: again,
  failed: again,
};

function UploadButtons({ entry }: { entry: UploadEntry }) {
  const { uploads } = useUser();
  const { id, view, file, options } = entry;
  const state = view?.state;
  const wrong = isWrongFile(view);
  const press = state && !wrong ? presses[state] : undefined;
  const replace = (other: File): void => {
    uploads.remove(id);
    uploads.add([other], options);
  };
  return (
    <div className="-my-1 flex items-center">
      {wrong && (
        <FileButton kind="primary" size="small" onFile={replace}>
          Choose another file
        </FileButton>
      )}
      {press && (
        <IconButton label={press.label(file.name)} onClick={() => uploads[press.does](id)}>
          <press.Icon size={19} aria-hidden />
        </IconButton>
      )}
      {state !== "finishing" && (
        <IconButton label={`Remove the upload of ${file.name}`} onClick={() => uploads.remove(id)}>
          <X size={19} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
