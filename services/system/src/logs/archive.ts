import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { LongAction, LongTask } from "@agentos/action-kit/long/long-action";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { viewArchives } from "./archives.ts";
import { parametersOf } from "./filter.ts";
import { viewOf } from "./line-view.ts";
import { removeSome } from "./purge.ts";
import { readLines } from "./read-lines.ts";
import { partsBefore } from "./statements.ts";

type Around = Pick<Context, "db" | "store" | "config">;
type Task = LongTask<"logs.archive">;
type Written = { key: string; lines: number; bytes: number; sha256: string; first_at: Date; last_at: Date };

/** A line that was logged long ago may come while its part is archived: then the part is archived once more. */
const tries = 5;

/** Writes lines into compressed files, part by part, and removes exactly those that are in them. */
export function archive(context: Around): LongAction<"logs.archive"> {
  return {
    async run(task) {
      const parts = await context.db.selectFrom("log_parts").select("id").orderBy("id").execute();
      for (const [index, { id }] of parts.entries()) {
        await task.progress(index, parts.length);
        await archivePart(context, task, id);
      }
      const files = await viewArchives(context, { actionId: task.actionId });
      return { result: { lines: files.reduce((sum, { lines }) => sum + lines, 0), files } };
    },
  };
}

async function archivePart(context: Around, task: Task, part: number): Promise<void> {
  const { db, store } = context;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const written = await writePart(context, task, part);
    if (!written) return;
    if (await transact(db, (tx) => replaceLines(tx, task, part, written))) return;
    await store.remove(written.key);
  }
  throw new AppError("CONFLICT", "Lines of that time are still coming in. Try again, or name an earlier moment.");
}

/** Undefined where there are no lines to write. */
async function writePart(
  context: Around,
  { actionId, payload, signal }: Task,
  part: number,
): Promise<Written | undefined> {
  const { db, store } = context;
  const files = await viewArchives(context, { actionId });
  const key = `archives/logs/${actionId}/${part}-${files.length}.ndjson.gz`;
  // An earlier run may have left it.
  await store.remove(key);
  const told = { lines: 0, first_at: new Date(0), last_at: new Date(0) };
  const zipped = createGzip();
  const [stored] = await Promise.all([
    store.put(key, zipped),
    pipeline(Readable.from(textOf(db, payload.before, part, told)), zipped, { signal }),
  ]);
  if (told.lines > 0) return { key, ...stored, ...told };
  await store.remove(key);
  return undefined;
}

/** The lines as text; each statement sees what is there when it begins, so that no transaction is held open for long. */
async function* textOf(db: Db, before: string, part: number, told: Pick<Written, "lines" | "first_at" | "last_at">) {
  for await (const lines of readLines(db, parametersOf({ to: before }), part)) {
    if (told.lines === 0) told.first_at = lines[0]?.at ?? told.first_at;
    told.last_at = lines.at(-1)?.at ?? told.last_at;
    told.lines += lines.length;
    yield lines.map((line) => `${JSON.stringify(viewOf(line))}\n`).join("");
  }
}

/** Removes as many lines as were written, and notes the file; where there are others, it does nothing and returns false. */
async function replaceLines(tx: Tx, { actionId, payload }: Task, part: number, written: Written): Promise<boolean> {
  const whole = (await partsBefore(tx, new Date(payload.before))).some(({ id }) => id === part);
  await sql`savepoint lines_are_there`.execute(tx);
  const exactly = whole
    ? await dropPart(tx, part, written.lines)
    : (await removeSome(tx, payload, part)) === written.lines;
  if (!exactly) {
    await sql`rollback to savepoint lines_are_there`.execute(tx);
    return false;
  }
  await tx
    .insertInto("log_archives")
    .values({ ...written, action_id: actionId, part })
    .execute();
  return true;
}

async function dropPart(tx: Tx, part: number, lines: number): Promise<boolean> {
  const { rows } = await sql<{ dropped: boolean }>`select drop_log_part(${part}, ${lines}) as dropped`.execute(tx);
  return rows[0]?.dropped ?? false;
}
