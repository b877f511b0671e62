import type { UploadStatus } from "@agentos/contracts/api/upload";
import type { Upload } from "../db/tables.ts";

/** An upload as its owner sees it, without the list of what has arrived. */
export function shown(upload: Upload): Omit<UploadStatus, "received"> {
  return {
    upload_id: upload.id,
    filename: upload.filename,
    size: upload.size,
    status: shownStatus(upload),
    total_chunks: upload.total_chunks,
    chunk_size: upload.chunk_size,
    job_id: upload.job_id,
    created_at: upload.created_at.toISOString(),
  };
}

/** Until the job that was asked for is made, there is something left to finish: a client that comes back asks for it again. */
function shownStatus(upload: Upload): UploadStatus["status"] {
  const jobless = upload.status === "finished" && upload.wants_job && upload.job_id === null;
  return jobless ? "finalizing" : upload.status;
}
