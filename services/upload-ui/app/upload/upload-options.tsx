import { useEffect } from "react";
import { Button } from "@agentos/ui/parts/button";
import { useUser } from "../data/services.tsx";
import { OptionsPanel } from "./options-panel.tsx";
import type { UploadEntry } from "./uploads.ts";

/** The options of a file on its way, until it becomes a job: that waits for as long as they are open. */
export function UploadOptions({ entry }: { entry: UploadEntry }) {
  const { uploads } = useUser();
  const { id, file, options, choosing, view } = entry;
  // Who has left the page chooses no more.
  useEffect(() => () => uploads.setChoosing(id, false), [uploads, id]);
  const arrived = view?.state === "held";
  return (
    <OptionsPanel
      of={<span className="sr-only"> of {file.name}</span>}
      options={options}
      onChange={(change) => uploads.setOptions(id, { ...options, ...change })}
      open={choosing}
      onOpenChange={(open) => uploads.setChoosing(id, open)}
    >
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 md:col-span-2">
        <p className="text-sm text-ink-soft">
          {arrived ? "The video is uploaded and waits for you." : "The upload goes on meanwhile."}
        </p>
        <Button kind={arrived ? "primary" : "plain"} onClick={() => uploads.setChoosing(id, false)}>
          {arrived ? "Make the clips" : "Done"}
        </Button>
      </div>
    </OptionsPanel>
  );
}
