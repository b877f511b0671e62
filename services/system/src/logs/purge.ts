import type { ActionHandler } from "@agentos/action-kit/handler";
import { logLevels } from "@agentos/contracts/logs/log-levels";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { partsBefore, removeLines } from "./statements.ts";

const atOnce = 20_000;

type Doomed = { before: string; level?: keyof typeof logLevels | undefined };

/** Removes lines for good, all of them or none. */
export function purge({ db }: Pick<Context, "db">): ActionHandler<"logs.purge"> {
  return {
    run: ({ payload, keep, complete }) =>
      transact(db, async (tx) => {
        await keep(tx);
        const lines = payload.level === undefined ? await removeAll(tx, payload) : await removeSome(tx, payload);
        return complete(tx, { lines });
      }),
    async dryRun({ payload }) {
      const [{ count = 0 } = {}, first] = await Promise.all([
        matching(db, payload)
          .select((eb) => eb.fn.countAll<number>().as("count"))
          .executeTakeFirst(),
        matching(db, payload).select("id").orderBy("at").orderBy("id").limit(20).execute(),
      ]);
      return { count, first: first.map(({ id }) => `${id}`) };
    },
  };
}

function matching(db: Db, { before, level }: Doomed) {
  const old = db.selectFrom("log_lines").where("at", "<", new Date(before));
  return level === undefined ? old : old.where("level", "=", logLevels[level]);
}

/** Parts that are old as a whole are emptied at once: that locks them against everybody, so it comes last. */
async function removeAll(tx: Tx, doomed: Doomed): Promise<number> {
  const whole = (await partsBefore(tx, new Date(doomed.before))).filter(({ lines }) => lines > 0);
  const open = await tx
    .selectFrom("log_parts")
    .select("id")
    .where("id", "not in", [0, ...whole.map(({ id }) => id)])
    .orderBy("id")
    .execute();
  let removed = 0;
  for (const { id } of open) removed += await removeSome(tx, doomed, id);
  for (const { id } of whole) {
    const { rows } = await sql<{ lines: number }>`select empty_log_part(${id}) as lines`.execute(tx);
    removed += rows[0]?.lines ?? 0;
  }
  return removed;
}

/** Removes lines of a part, or of all, a few at a time: no statement takes long. Returns how many. */
export async function removeSome(tx: Tx, { before, level }: Doomed, part: number | null = null): Promise<number> {
  let removed = 0;
  let from: Date | null = null;
  for (;;) {
    const given = [new Date(before), level === undefined ? null : logLevels[level], from, part, atOnce];
    const [done]: { lines: number; last: Date | null }[] = await removeLines(tx, ...given);
    if (!done?.last) return removed;
    removed += done.lines;
    from = done.last;
  }
}
