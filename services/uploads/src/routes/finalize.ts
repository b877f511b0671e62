import type { uploadOperations } from "@agentos/contracts/api/upload";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import { pause } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { findOwn } from "../db/uploads.ts";
import { claim } from "../finalize/claim.ts";
import { finish } from "../finalize/finish.ts";
import { LeaseLost } from "../finalize/hold.ts";
import { jobOf, rememberWish } from "../finalize/job.ts";

const lookAgainMs = 200;

/** Finishing can be repeated at will, also at once and after any failure: it gives the same result and the same job. */
export function finalize(context: Context): Handler<typeof uploadOperations.finalize> {
  return async ({ caller, body, signal }) => {
    const { userId } = caller;
    if (body.create_job) await rememberWish(context.db, userId, body.upload_id, body.options);
    await finished(context, userId, body.upload_id, signal);
    const upload = await findOwn(context.db, userId, body.upload_id);
    const made = { upload_id: upload.id, sha256: upload.sha256 ?? "" };
    if (body.create_job) return { ...made, job_id: await jobOf(context, upload) };
    return upload.job_id === null ? made : { ...made, job_id: upload.job_id };
  };
}

/** Finishes the upload, or waits for the request that is at it. Errors: TIMEOUT when that one takes too long. */
async function finished(context: Context, userId: string, id: string, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + context.config.UPLOAD_WAIT_SECONDS * 1000;
  for (;;) {
    const claimed = await claim(context, userId, id);
    if (claimed.kind === "finished") return;
    if (claimed.kind === "ours") {
      // Whoever has taken over is waited for like any other.
      await finish(context, claimed).catch(unlessTakenOver);
      continue;
    }
    if (signal.aborted || context.stopping.aborted || performance.now() >= giveUpAt) {
      throw new AppError("TIMEOUT", "The file is still being put together. Finish it again in a moment.", {
        retryAfterSeconds: 2,
      });
    }
    await pause(lookAgainMs, AbortSignal.any([signal, context.stopping]));
  }
}

function unlessTakenOver(error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error;
}
