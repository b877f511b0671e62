import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import { randomUUID } from "node:crypto";
import type { Context } from "../context.ts";
import { missingChunks } from "../db/chunks.ts";
import { leaseHolds, takeLease } from "../db/lease.ts";
import type { Tx, Upload } from "../db/tables.ts";
import { lockOwn } from "../db/uploads.ts";

export type Claim = { kind: "finished" } | { kind: "busy" } | { kind: "ours"; upload: Upload; lease: string };

const namedAtMost = 50;

/**
 * Takes the right to finish an upload, unless it is finished or another request is at it; a claim whose holder has died is
 * taken over. Errors: NOT_FOUND, UPLOAD_EXPIRED, UPLOAD_INCOMPLETE with the missing chunks.
 */
export function claim(context: Pick<Context, "db" | "config">, userId: string, id: string): Promise<Claim> {
  return transact(context.db, async (tx) => {
    const upload = await lockOwn(tx, userId, id);
    if (upload.status === "finished") return { kind: "finished" };
    if (upload.status === "expired") throw new AppError("UPLOAD_EXPIRED");
    if (await leaseHolds(tx, id)) return { kind: "busy" };
    await requireComplete(tx, upload);
    const lease = randomUUID();
    await takeLease(tx, id, lease, context.config.UPLOAD_LEASE_SECONDS);
    return { kind: "ours", upload, lease };
  });
}

async function requireComplete(tx: Tx, upload: Upload): Promise<void> {
  const { first, count } = await missingChunks(tx, upload, namedAtMost);
  if (count > 0) throw incomplete(first, count);
}

/** Says which chunks are to be sent; names a bounded number of them. */
export function incomplete(missing: readonly number[], count: number): AppError {
  const named = missing.slice(0, namedAtMost);
  const details = named.map((index) => ({ path: `chunks.${index}`, message: "has not arrived" }));
  const more = count > named.length ? ` The first ${named.length} are named.` : "";
  const says = `${count} ${count === 1 ? "chunk has" : "chunks have"} not arrived. Send what is missing, then finish.${more}`;
  return new AppError("UPLOAD_INCOMPLETE", says, { details });
}
