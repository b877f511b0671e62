import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { ObjectStore } from "@agentos/storage/object-store";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { attemptPrefix } from "../domain/output-keys.ts";

const everyMs = 5000;
/** An attempt that has ended is surely dead after this: its worker has been told, or its lease has long run out. */
const deadAfterSeconds = 30;
const batch = 100;

/** Removes the files of attempts that came to nothing, on one instance at a time. Their workers do so too, where they live. */
export async function sweepAttempts(context: Context, signal: AbortSignal): Promise<void> {
  const { pool, log } = context;
  await runAsLeader({
    pool,
    name: "jobs:attempt-janitor",
    signal,
    log,
    work: (leading) =>
      repeat({
        name: "attempt-janitor",
        everyMs,
        signal: leading,
        log,
        work: async () => {
          await sweepOnce(context);
          await removeMarked(context);
        },
      }),
  });
}

/** One round. Attempts that run, and those whose result was taken, are never touched. Returns how many were swept. */
export async function sweepOnce(context: Context, deadAfter: number = deadAfterSeconds): Promise<number> {
  const { db, store, meters } = context;
  const attempts = await db
    .selectFrom("attempts as a")
    .innerJoin("steps as s", "s.id", "a.step_id")
    .select(["a.id as attempt_id", "s.job_id", "s.run", "s.stage"])
    .where("a.outcome", "!=", "done")
    .where("a.swept_at", "is", null)
    .where("a.ended_at", "<", sql<Date>`now() - make_interval(secs => ${deadAfter})`)
    .orderBy("a.ended_at")
    .limit(batch)
    .execute();
  for (const attempt of attempts) {
    await store.remove(attemptPrefix(attempt));
    await db
      .updateTable("attempts")
      .set({ swept_at: sql`now()` })
      .where("id", "=", attempt.attempt_id)
      .execute();
    meters.swept.inc();
  }
  return attempts.length;
}

/** Removes the files of jobs that are gone, as far as that was not done when they went. */
export async function removeMarked({ db, store }: Pick<Context, "db" | "store">): Promise<void> {
  const marked = await db.selectFrom("file_removals").select("prefix").orderBy("marked_at").limit(batch).execute();
  for (const { prefix } of marked) {
    await store.remove(prefix);
    await db.deleteFrom("file_removals").where("prefix", "=", prefix).execute();
  }
}

/** Removes what attempts have stored so far, at once. What a worker still writes is for the next round of the janitor. */
export async function removeFiles(store: ObjectStore, prefixes: readonly string[]): Promise<void> {
  for (const prefix of prefixes) await store.remove(prefix);
}
