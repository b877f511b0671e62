import type { jobOperations } from "@agentos/contracts/api/jobs";
import { isInShare } from "@agentos/config-kit/share-of-users";
import { AppError } from "@agentos/contracts/errors";
import { jobOptions } from "@agentos/contracts/job-options";
import type { JobSource } from "@agentos/contracts/job-source";
import { getFinished } from "@agentos/contracts/messages/uploads";
import { ask } from "@agentos/messaging/request";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readSourceUrl } from "../domain/source-url.ts";
import { createJob } from "../orchestrator/create-job.ts";

/** Makes a job of a finished upload of the caller's own, or of a public address. */
export function createRoute(context: Context): Handler<typeof jobOperations.create> {
  return async ({ caller, body }) => {
    const source: JobSource =
      "url" in body
        ? linkSource(context, body.url, caller.userId)
        : await finishedUpload(context, body.upload_id, caller.userId);
    return createJob(context, {
      userId: caller.userId,
      source,
      options: body.options ?? jobOptions.parse({}),
    });
  };
}

/** Errors: FEATURE_OFF for who is not in the share that has it. */
function linkSource({ config }: Context, url: string, userId: string): JobSource {
  if (!isInShare("jobs_from_links", config.JOBS_FROM_LINKS_PERCENT, userId)) {
    throw new AppError("FEATURE_OFF", "Jobs cannot be made of links now. Upload the file.");
  }
  return { kind: "url", url: readSourceUrl(url) };
}

/** Errors: NOT_FOUND for an upload that is not finished, not there or not the user's. */
async function finishedUpload({ nc }: Context, uploadId: string, userId: string): Promise<JobSource> {
  const { upload } = await ask(nc, getFinished, { upload_id: uploadId, user_id: userId });
  if (!upload) throw new AppError("NOT_FOUND", "There is no finished upload of this id, or it is not yours.");
  return { kind: "upload", ...upload };
}
