import type { createFromUpload as contract } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { createJob } from "../orchestrator/create-job.ts";

/** Makes the job of an upload that its owner has finished; again, the same job. */
export async function createFromUpload(
  context: Context,
  { user_id, upload, options }: z.output<typeof contract.request>,
): Promise<{ job_id: string; status: string }> {
  return createJob(context, {
    userId: user_id,
    source: { kind: "upload", ...upload },
    options,
    finishedUploadId: upload.upload_id,
  });
}
