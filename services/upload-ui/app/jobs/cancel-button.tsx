import type { JobDetail } from "@agentos/contracts/api/jobs";
import { useState } from "react";
import { useCancelJob } from "../data/jobs.ts";
import { Button } from "@agentos/ui/parts/button";
import { Dialog } from "@agentos/ui/parts/dialog";
import { Problem } from "@agentos/ui/parts/problem";

/** Stops a job, after asking once. */
export function CancelButton({ job }: { job: JobDetail }) {
  const [asked, setAsked] = useState(false);
  const cancel = useCancelJob(job.id);
  return (
    <>
      <Button size="small" kind="danger" onClick={() => setAsked(true)}>
        Cancel
      </Button>
      <Dialog open={asked} title="Cancel this video?" onClose={() => setAsked(false)}>
        <p className="text-ink-soft">No clips will be made of it. Finished steps are kept, so you can retry later.</p>
        {cancel.error && <Problem error={cancel.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsked(false)}>Keep going</Button>
          <Button
            kind="primary"
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: () => setAsked(false) })}
          >
            Cancel the video
          </Button>
        </div>
      </Dialog>
    </>
  );
}
