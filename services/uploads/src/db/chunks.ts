import type { StoredPart } from "@agentos/storage/multipart-store";
import { sql } from "kysely";
import { chunkAt } from "../domain/chunk-plan.ts";
import type { Db, Tx, Upload } from "./tables.ts";

/** SHA-256 in hex of a chunk that has arrived. */
export async function findChunk(db: Db, uploadId: string, index: number): Promise<string | undefined> {
  const chunk = await db
    .selectFrom("chunks")
    .select("sha256")
    .where("upload_id", "=", uploadId)
    .where("index", "=", index)
    .executeTakeFirst();
  return chunk?.sha256.toString("hex");
}

/**
 * Counts a chunk that is durable in the store, and returns how many there are; undefined where the upload takes none any
 * more, or begins anew.
 */
export async function recordChunk(
  tx: Tx,
  upload: Pick<Upload, "id" | "round">,
  chunk: { index: number; sha256: string },
): Promise<number | undefined> {
  const touched = await tx
    .updateTable("uploads")
    .set({ last_chunk_at: sql`now()` })
    .where("id", "=", upload.id)
    .where("round", "=", upload.round)
    .where("status", "=", "receiving")
    .executeTakeFirst();
  if (touched.numUpdatedRows === 0n) return undefined;
  await tx
    .insertInto("chunks")
    .values({ upload_id: upload.id, index: chunk.index, sha256: Buffer.from(chunk.sha256, "hex") })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return countChunks(tx, upload.id);
}

export async function countChunks(db: Db, uploadId: string): Promise<number> {
  const { count } = await db
    .selectFrom("chunks")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("upload_id", "=", uploadId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Indexes of the chunks that have arrived, in order. */
export async function receivedIndexes(db: Db, uploadId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("chunks")
    .select("index")
    .where("upload_id", "=", uploadId)
    .orderBy("index")
    .execute();
  return rows.map((row) => row.index);
}

/** The first `limit` chunks that have not arrived, and how many there are. */
export async function missingChunks(
  db: Db,
  upload: Pick<Upload, "id" | "total_chunks">,
  limit: number,
): Promise<{ first: number[]; count: number }> {
  const count = upload.total_chunks - (await countChunks(db, upload.id));
  if (count <= 0) return { first: [], count: 0 };
  const { rows } = await sql<{ index: number }>`
    select s.index from generate_series(0, ${upload.total_chunks}::int - 1) as s(index)
    where not exists (select from chunks c where c.upload_id = ${upload.id} and c.index = s.index)
    order by s.index limit ${limit}`.execute(db);
  return { first: rows.map((row) => row.index), count };
}

/** All chunks in order, as the store wants them to put them together. */
export async function storedParts(db: Db, upload: Upload): Promise<StoredPart[]> {
  const rows = await db
    .selectFrom("chunks")
    .select(["index", "sha256"])
    .where("upload_id", "=", upload.id)
    .orderBy("index")
    .execute();
  return rows.map((row) => ({ ...chunkAt(upload, row.index), sha256: row.sha256.toString("hex") }));
}

/** Forgets chunks, which then have to be sent again; all of them where none are named. */
export async function forgetChunks(tx: Tx, uploadId: string, indexes?: number[]): Promise<void> {
  const all = tx.deleteFrom("chunks").where("upload_id", "=", uploadId);
  await (indexes === undefined ? all : all.where("index", "in", indexes)).execute();
}
