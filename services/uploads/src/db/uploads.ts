import { AppError } from "@agentos/contracts/errors";
import type { Insertable } from "kysely";
import type { Db, Tx, Upload, UploadsTable } from "./tables.ts";

export async function insertUpload(db: Db, upload: Insertable<UploadsTable>): Promise<void> {
  await db.insertInto("uploads").values(upload).execute();
}

/** A user's own upload. Errors: NOT_FOUND, also for somebody else's. */
export async function findOwn(db: Db, userId: string, id: string): Promise<Upload> {
  const upload = await db
    .selectFrom("uploads")
    .selectAll()
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!upload) throw notTheirs();
  return upload;
}

/** The same, held against other changes until the transaction ends. */
export async function lockOwn(tx: Tx, userId: string, id: string): Promise<Upload> {
  const upload = await tx
    .selectFrom("uploads")
    .selectAll()
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
  if (!upload) throw notTheirs();
  return upload;
}

function notTheirs(): AppError {
  return new AppError("NOT_FOUND", "There is no such upload, or it is not yours.");
}

/** Keeps the job that was made of an upload; the first one that was told stays. */
export async function recordJob(db: Db, id: string, jobId: string): Promise<void> {
  await db
    .updateTable("uploads")
    .set((eb) => ({ job_id: jobId, wants_job: true, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("job_id", "is", null)
    .execute();
}

/** Where the store collects the parts of an unfinished upload. */
export function collectionOf(upload: Pick<Upload, "collection">): string {
  if (upload.collection === null) throw new TypeError("An unfinished upload collects its parts somewhere.");
  return upload.collection;
}
