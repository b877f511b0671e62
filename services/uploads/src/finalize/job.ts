import { AppError } from "@agentos/contracts/errors";
import { jobOptions, type JobOptions } from "@agentos/contracts/job-options";
import { createFromUpload } from "@agentos/contracts/messages/jobs";
import { ask } from "@agentos/messaging/request";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db, Upload } from "../db/tables.ts";
import { recordJob } from "../db/uploads.ts";
import { note } from "../events.ts";

/** Keeps what is to be made of an upload, so that it is not forgotten where finishing is interrupted. */
export async function rememberWish(db: Db, userId: string, id: string, options: JobOptions | undefined): Promise<void> {
  const wanted = options === undefined ? undefined : JSON.stringify(options);
  await db
    .updateTable("uploads")
    .set((eb) => ({
      wants_job: true,
      ...(wanted === undefined ? {} : { options: wanted }),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("job_id", "is", null)
    .where((eb) =>
      eb.or([
        eb("wants_job", "=", false),
        ...(wanted === undefined ? [] : [eb("options", "is distinct from", sql<JobOptions>`${wanted}::jsonb`)]),
      ]),
    )
    .execute();
}

/**
 * The job of a finished upload, made now unless it is known. Asking again gives the same job, so that it is safe to repeat
 * after any failure. Errors: SERVICE_UNAVAILABLE and TIMEOUT where jobs is away, and what jobs answers.
 */
export async function jobOf(context: Context, upload: Upload): Promise<string> {
  if (upload.job_id !== null) return upload.job_id;
  const { job_id } = await askForJob(context, upload, upload.options ?? jobOptions.parse({}));
  await recordJob(context.db, upload.id, job_id);
  note(context, "upload:job", { upload_id: upload.id, job_id });
  return job_id;
}

async function askForJob({ nc }: Context, upload: Upload, options: JobOptions): Promise<{ job_id: string }> {
  const { id, user_id, key, filename, size, sha256 } = upload;
  if (sha256 === null) throw new TypeError("A job is made of a finished upload.");
  try {
    return await ask(nc, createFromUpload, {
      user_id,
      upload: { upload_id: id, key, filename, bytes: size, sha256 },
      options,
    });
  } catch (error) {
    const away = error instanceof AppError && (error.code === "SERVICE_UNAVAILABLE" || error.code === "TIMEOUT");
    if (!away) throw error;
    const says = "The file has arrived, but its job could not be made yet. Finish it again in a moment.";
    throw new AppError(error.code, says, { cause: error, outcome: error.outcome, retryAfterSeconds: 2 });
  }
}
