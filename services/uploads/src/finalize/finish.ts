import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { forgetChunks, storedParts } from "../db/chunks.ts";
import { backToReceiving, markFinished } from "../db/lease.ts";
import type { Upload } from "../db/tables.ts";
import { collectionOf } from "../db/uploads.ts";
import { note, recordUploaded } from "../events.ts";
import { incomplete } from "./claim.ts";
import { holding, LeaseLost } from "./hold.ts";

type Held = { upload: Upload; lease: string };

/**
 * Puts the parts of a claimed upload together, checked chunk by chunk and as a whole, and marks it finished. Errors:
 * UPLOAD_INCOMPLETE where chunks are not any more what they were, CHECKSUM_MISMATCH where the whole is not what was
 * announced: both can be sent again. LeaseLost where another request has taken over.
 */
export async function finish(context: Context, held: Held): Promise<void> {
  const { upload, lease } = held;
  try {
    await holding(context, { id: upload.id, lease }, (signal) => assemble(context, held, signal));
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    await giveBack(context, held);
    if (!context.stopping.aborted) throw error;
    throw new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error, retryAfterSeconds: 2 });
  }
}

async function assemble(context: Context, { upload, lease }: Held, signal: AbortSignal): Promise<void> {
  const { id, key } = upload;
  const parts = await storedParts(context.db, upload);
  const wanted = upload.sha256_wanted === null ? {} : { sha256: upload.sha256_wanted };
  const assembly = await context.store.assemble(key, collectionOf(upload), parts, { ...wanted, signal });
  switch (assembly.outcome) {
    case "assembled":
      return settle(context, { upload, lease }, assembly.sha256);
    case "damaged":
      await takeAgain(context, { upload, lease }, assembly.parts, assembly.parts.length === parts.length);
      note(context, "upload:damaged", { upload_id: id, chunks: assembly.parts.length });
      throw incomplete(assembly.parts, assembly.parts.length);
    case "mismatch":
      await beginAnew(context, { upload, lease });
      note(context, "upload:mismatch", { upload_id: id, wanted: upload.sha256_wanted, found: assembly.sha256 });
      throw new AppError("CHECKSUM_MISMATCH");
    default:
      throw new TypeError(`unknown outcome ${JSON.stringify(assembly satisfies never)}`);
  }
}

/** The state, its event and the end of the chunks' rows, all or none. */
async function settle(context: Context, { upload, lease }: Held, sha256: string): Promise<void> {
  const say = await transact(context.db, async (tx) => {
    const version = await markFinished(tx, upload.id, lease, sha256);
    if (version === undefined) throw new LeaseLost("finished by another request");
    await forgetChunks(tx, upload.id);
    return recordUploaded(tx, upload, version, sha256);
  });
  say(context);
}

async function takeAgain(context: Context, { upload, lease }: Held, chunks: number[], all: boolean): Promise<void> {
  // Where all are lost, so may be what they were collected in.
  if (all) return beginAnew(context, { upload, lease });
  await transact(context.db, async (tx) => {
    if (!(await backToReceiving(tx, upload.id, lease))) throw new LeaseLost("taken over by another request");
    await forgetChunks(tx, upload.id, chunks);
  });
}

/** No chunk counts any more. Parts that were removed just before a crash are found missing, which leads here again. */
async function beginAnew(context: Context, { upload, lease }: Held): Promise<void> {
  await context.store.abortParts(upload.key, collectionOf(upload));
  const collection = await context.store.openParts(upload.key);
  await transact(context.db, async (tx) => {
    if (!(await backToReceiving(tx, upload.id, lease, { collection }))) throw new LeaseLost("taken over");
    await forgetChunks(tx, upload.id);
  });
}

/** Lets the next request try at once; if the database is away, the lease runs out by itself. */
async function giveBack({ db, log }: Context, { upload, lease }: Held): Promise<void> {
  try {
    await backToReceiving(db, upload.id, lease);
  } catch (error) {
    log.warn({ err: error, upload_id: upload.id }, "claim not given back, it will run out");
  }
}
