import type { uploadOperations } from "@agentos/contracts/api/upload";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { insertUpload } from "../db/uploads.ts";
import { planChunks } from "../domain/chunk-plan.ts";
import { displayName } from "../domain/filename.ts";
import { note } from "../events.ts";
import { requireRoom } from "./room.ts";

export function init(context: Context): Handler<typeof uploadOperations.init> {
  return async ({ caller, body }) => {
    const { config, db, store } = context;
    requireSize(body.size, config.UPLOAD_MAX_BYTES);
    const filename = displayName(body.filename);
    const id = uuidv7();
    const key = `uploads/${id}/source`;
    await requireRoom(context, key, body.size);
    const plan = planChunks(body.size, config.UPLOAD_CHUNK_BYTES);
    const collection = await store.openParts(key);
    const sha256_wanted = body.sha256 ?? null;
    await insertUpload(db, { id, user_id: caller.userId, filename, ...plan, sha256_wanted, key, collection });
    note(context, "upload:started", { upload_id: id, user_id: caller.userId, bytes: body.size });
    return { upload_id: id, chunk_size: plan.chunk_size, total_chunks: plan.total_chunks };
  };
}

function requireSize(size: number, most: number): void {
  if (size === 0) throw new AppError("EMPTY_FILE");
  if (size > most) {
    const says = `The file is larger than this system accepts: at most ${(most / 1024 ** 3).toFixed(1)} GiB.`;
    throw new AppError("FILE_TOO_LARGE", says);
  }
}
