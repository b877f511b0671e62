import { historyOwners, type HistoryOwner } from "@agentos/contracts/messages/event-history";
import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { askHistory, type HistoryPage } from "./ask-history.ts";
import { countEvent } from "./fold.ts";
import { readState, replaceState, writeState } from "./state-store.ts";
import { Tallies } from "./tallies.ts";
import { addTallies } from "./tally-store.ts";

const lookEveryMs = 1000;

/** Counts the owners' events as they are written, on one instance at a time. It asks the owners: no stream is needed, and none can be lost. */
export async function countEvents(
  context: Counted & Pick<Context, "pool" | "log">,
  signal: AbortSignal,
): Promise<void> {
  const work = async (leading: AbortSignal): Promise<void> => {
    const look = (owner: HistoryOwner) =>
      repeat({
        name: `count events of ${owner}`,
        everyMs: lookEveryMs,
        signal: leading,
        log: context.log,
        work: () => countNew(context, owner, leading),
      });
    await Promise.all(historyOwners.map(look));
  };
  await runAsLeader({ ...context, name: "analytics", signal, work });
}

type Counted = Pick<Context, "db" | "nc" | "config">;

/** Counts what an owner has written since it was last asked. */
export async function countNew(context: Counted, owner: HistoryOwner, signal: AbortSignal): Promise<void> {
  const { db, nc } = context;
  for (let more = true; more && !signal.aborted;) {
    const after = await cursorOf(db, owner);
    const page = await askHistory(nc, owner, after);
    if (page.last < after) await forgetAll(db);
    else if (page.upTo > after) await countPage(context, owner, after, page);
    more = page.last < after || (page.upTo > after && page.upTo < page.last);
  }
}

/** Counts a page in one transaction with the cursor's move, unless somebody else has. */
async function countPage(
  { db, config }: Counted,
  owner: HistoryOwner,
  after: number,
  page: HistoryPage,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if ((await holdCursor(tx, owner)) !== after) return;
    const ids = [...new Set(page.told.map(({ entity_id }) => entity_id))];
    const tallies = new Tallies();
    if (ids.length > 0) {
      const state = await readState(tx, ids);
      for (const told of page.told) countEvent({ state, tallies, slaSeconds: config.JOB_SLA_SECONDS }, owner, told);
      await writeState(tx, state, ids);
      await addTallies(tx, tallies.rows);
    }
    const last = page.told.at(-1);
    await tx
      .updateTable("analytics_cursors")
      .set({ seq: page.upTo, ...(last ? { counted_at: new Date(last.at) } : {}) })
      .where("owner", "=", owner)
      .execute();
  });
}

/** Up to which event an owner's history is counted. */
export async function cursorOf(db: Db | Tx, owner: HistoryOwner): Promise<number> {
  const row = await db.selectFrom("analytics_cursors").select("seq").where("owner", "=", owner).executeTakeFirst();
  return row?.seq ?? 0;
}

/** The same, and nobody moves it until the transaction ends. */
export async function holdCursor(tx: Tx, owner: HistoryOwner): Promise<number> {
  const mine = { owner, counted_at: null };
  await tx
    .insertInto("analytics_cursors")
    .values(mine)
    .onConflict((on) => on.column("owner").doNothing())
    .execute();
  const row = tx.selectFrom("analytics_cursors").select("seq").where("owner", "=", owner).forUpdate();
  return (await row.executeTakeFirstOrThrow()).seq;
}

/** The history is another one than it was: everything is counted anew. */
async function forgetAll(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const owner of historyOwners) await holdCursor(tx, owner);
    await tx.updateTable("analytics_cursors").set({ seq: 0, counted_at: null }).execute();
    await replaceState(tx, { runs: new Map(), workers: new Map() });
    await tx.deleteFrom("analytics_tallies").execute();
  });
}
