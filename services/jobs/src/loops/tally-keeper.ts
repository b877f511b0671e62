import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";

const everyMs = 1000;
/** Changes that one statement folds: few enough to be done within the pool's time-outs. */
const slice = 20_000;

const fold = sqlFile<{ folded: number }>("fold_tallies");

/** Keeps the list of changes short that every reader of the tallies adds up. Any instance may; what is counted is exact without it. */
export async function keepTallies(context: Pick<Context, "db" | "log">, signal: AbortSignal): Promise<void> {
  const { db, log } = context;
  await repeat({ name: "tally-keeper", everyMs, signal, log, work: () => foldTallies(db, signal) });
}

/** Folds all changes that are committed. */
export async function foldTallies(db: Context["db"], signal?: AbortSignal): Promise<void> {
  for (let folded = slice; folded === slice;) {
    signal?.throwIfAborted();
    folded = (await fold(db, [slice]))[0]?.folded ?? 0;
  }
}
