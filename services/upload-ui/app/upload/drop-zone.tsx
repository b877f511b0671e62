import Upload from "lucide-react/icons/upload";
import { buttonClass } from "@agentos/ui/parts/button";
import { ReelPicture } from "../parts/reel-picture.tsx";
import { acceptedFiles } from "./accepted-files.ts";

type Given = {
  /** A file hovers above the page. */
  over: boolean;
  /** Something is being uploaded already: that matters more. */
  compact: boolean;
  onFiles: (files: File[]) => void;
};

/** The place for a file: drop it anywhere on the page, or choose it here. */
export function DropZone({ over, compact, onFiles }: Given) {
  const shape = compact ? "gap-4 py-6" : "gap-5 pt-8 pb-9 sm:pt-10 sm:pb-12";
  const colour = over ? "border-ink bg-marker-wash" : "border-edge bg-surface hover:border-ink";
  return (
    <label
      className={`grid cursor-pointer grid-cols-1 justify-items-center rounded-card border-2 border-dashed px-6 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-4 has-focus-visible:outline-ink ${shape} ${colour}`}
    >
      {!compact && <ReelPicture lifted={over} className="max-w-md max-sm:max-w-72" />}
      <span className="grid justify-items-center gap-3">
        <span className="font-display text-xl font-semibold tracking-tight">
          {over ? "Let go to upload" : compact ? "Drop another video here" : "Drop a video here"}
        </span>
        <span className={buttonClass(compact ? "plain" : "primary")}>
          <Upload size={18} aria-hidden />
          Choose a file
        </span>
        {!compact && (
          <span className="text-sm text-ink-faint">
            MP4, MOV, MKV or WebM. You can pause, close the page and resume later.
          </span>
        )}
      </span>
      <input
        type="file"
        multiple
        accept={acceptedFiles}
        aria-label="Choose a video file"
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
