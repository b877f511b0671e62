import type { ClipView } from "@agentos/contracts/api/clips";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import { formatBytes } from "../format/bytes.ts";
import { Button } from "../parts/button.tsx";
import { asDownload } from "./as-download.ts";

/** Browsers drop downloads that are asked for at the same moment. */
const apartMs = 400;

/** Saves all clips as files of their own, by the browser: nothing is held in memory, and each can be paused or resumed there. */
export function DownloadAll({ clips }: { clips: readonly ClipView[] }) {
  const [busy, setBusy] = useState(false);
  if (clips.length < 2) return null;
  const save = async (): Promise<void> => {
    setBusy(true);
    for (const clip of clips) {
      saveFile(asDownload(clip.url));
      await new Promise((resolve) => setTimeout(resolve, apartMs));
    }
    setBusy(false);
  };
  const bytes = clips.reduce((sum, clip) => sum + clip.bytes, 0);
  return (
    <Button
      size="small"
      busy={busy}
      icon={<Download size={16} aria-hidden />}
      title={`${clips.length} files, one after the other. The browser may ask whether it may save several.`}
      onClick={() => void save()}
    >
      Download all ({formatBytes(bytes)})
    </Button>
  );
}

function saveFile(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
}
