import type { uploadOperations } from "@agentos/contracts/api/upload";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Part } from "@agentos/storage/multipart-store";
import type { Request } from "express";
import type { Context } from "../context.ts";
import { countChunks, findChunk, recordChunk } from "../db/chunks.ts";
import type { Upload } from "../db/tables.ts";
import { collectionOf, findOwn } from "../db/uploads.ts";
import { chunkAt } from "../domain/chunk-plan.ts";
import { digestBody, readChunkHeaders, whileItFlows } from "./chunk-body.ts";
import { requireRoom } from "./room.ts";

type Arriving = { upload: Upload; part: Part; sha256: string | undefined; body: Request; signal: AbortSignal };

/** A chunk counts once it is durable; until then it may be sent again any number of times, also at once. */
export function chunk(context: Context): Handler<typeof uploadOperations.chunk> {
  return async ({ caller, query, body, signal }) => {
    const upload = await findOwn(context.db, caller.userId, query.upload_id);
    requireReceiving(upload);
    const part = chunkAt(upload, query.index);
    const { sha256 } = readChunkHeaders(body, part.bytes);
    const arriving: Arriving = { upload, part, sha256, body, signal };
    const received = await context.turns.take(`${upload.id}:${part.index}`, () => receive(context, arriving));
    return { upload_id: upload.id, index: part.index, received, total_chunks: upload.total_chunks };
  };
}

/** Returns how many chunks there are now. */
async function receive(context: Context, arriving: Arriving): Promise<number> {
  const { db, meters } = context;
  const { upload, part } = arriving;
  try {
    const known = await findChunk(db, upload.id, part.index);
    if (known !== undefined) {
      await compare(context, arriving, known);
      meters.chunks.inc({ outcome: "repeated" });
      return await countChunks(db, upload.id);
    }
    const received = await store(context, arriving);
    meters.chunks.inc({ outcome: "stored" });
    meters.bytes.inc(part.bytes);
    return received;
  } catch (error) {
    meters.chunks.inc({ outcome: arriving.signal.aborted ? "broken" : "refused" });
    throw error;
  }
}

async function store(context: Context, arriving: Arriving): Promise<number> {
  const { upload, part, body } = arriving;
  await requireRoom(context, upload.key, part.bytes);
  const { sha256 } = await whileItFlows(body, context.config.UPLOAD_IDLE_SECONDS, () =>
    context.store.writePart(upload.key, collectionOf(upload), part, body),
  ).catch((error: unknown) => (isOver(error) ? refuseLate(context, upload) : Promise.reject(error)));
  requireSame(arriving.sha256, sha256);
  const received = await transact(context.db, (tx) => recordChunk(tx, upload, { index: part.index, sha256 }));
  return received ?? (await refuseLate(context, upload));
}

/** The store takes no parts any more: they have been removed or put together since the request began. */
function isOver(error: unknown): boolean {
  return error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "CONFLICT");
}

async function refuseLate({ db }: Context, { user_id, id }: Upload): Promise<never> {
  requireReceiving(await findOwn(db, user_id, id));
  throw new AppError("CONFLICT", "This upload has begun anew meanwhile. Send the chunk again.");
}

/** What has arrived stays as it is: the repetition is read to its end, so that the connection can be used on. */
async function compare(context: Context, { part, sha256, body }: Arriving, known: string): Promise<void> {
  const found = await whileItFlows(body, context.config.UPLOAD_IDLE_SECONDS, () => digestBody(body, part.bytes));
  requireSame(sha256, found);
  if (found !== known) throw new AppError("CONFLICT", "This chunk has already arrived, with other bytes.");
}

function requireSame(told: string | undefined, found: string): void {
  if (told !== undefined && told !== found) throw new AppError("CHUNK_CHECKSUM_MISMATCH");
}

function requireReceiving(upload: Upload): void {
  if (upload.status === "expired") throw new AppError("UPLOAD_EXPIRED");
  if (upload.status !== "receiving") throw new AppError("UPLOAD_FINALIZED");
}
