import type { uploadOperations } from "@agentos/contracts/api/upload";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { receivedIndexes } from "../db/chunks.ts";
import { findOwn } from "../db/uploads.ts";
import { shown } from "../domain/shown.ts";

export function status({ db }: Context): Handler<typeof uploadOperations.status> {
  return async ({ caller, params }) => {
    const upload = await findOwn(db, caller.userId, params.upload_id);
    if (upload.status === "expired") return { ...shown(upload), received: [] };
    // The rows of a finished upload's chunks are gone, as the whole is there.
    const received =
      upload.status === "finished"
        ? Array.from({ length: upload.total_chunks }, (_, index) => index)
        : await receivedIndexes(db, upload.id);
    return { ...shown(upload), received };
  };
}
