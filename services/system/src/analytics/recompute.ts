import type { LongAction } from "@agentos/action-kit/long/long-action";
import { AppError } from "@agentos/contracts/errors";
import { historyOwners, type HistoryOwner } from "@agentos/contracts/messages/event-history";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { askHistory } from "./ask-history.ts";
import { cursorOf, holdCursor } from "./count-events.ts";
import { countEvent, type Counting } from "./fold.ts";
import { replaceState } from "./state-store.ts";
import { spanOf } from "./span.ts";
import { Tallies, type Tally } from "./tallies.ts";
import { addTallies, readTallies, removeTallies } from "./tally-store.ts";

type Around = Pick<Context, "db" | "nc" | "config">;
type Reached = Record<HistoryOwner, number>;

/**
 * Reads the owners' whole histories anew, since what happened in an hour may have begun long before, and puts what it has counted in
 * the place of what stands. Meanwhile counting goes on; at the end it is held for a moment, at the same event.
 */
export function recompute(context: Around): LongAction<"analytics.recompute"> {
  return {
    async run({ payload, signal, progress }) {
      const span = spanOf(payload);
      const replay = new Replay(context, span);
      const goal = await cursors(context);
      for (const owner of historyOwners) {
        await replay.readTo(owner, goal[owner], async () => {
          signal.throwIfAborted();
          await progress(replay.position, goal.jobs + goal.fleet);
        });
      }
      const result = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
      const counted = { ...result, events: 0, figures: 0, corrected: 0 };
      return {
        result: counted,
        apply: async (tx) => void Object.assign(counted, await replay.takeOver(tx as Tx)),
      };
    },
  };
}

async function cursors({ db }: Around): Promise<Reached> {
  const entries = historyOwners.map(async (owner) => [owner, await cursorOf(db, owner)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Reached;
}

/** The histories, counted a second time beside what stands. */
class Replay {
  readonly #context: Around;
  readonly #span: { from: number; to: number };
  readonly #counting: Counting;
  readonly #reached: Reached = { jobs: 0, fleet: 0 };
  #events = 0;

  constructor(context: Around, span: { from: number; to: number }) {
    this.#context = context;
    this.#span = span;
    const state = { runs: new Map(), workers: new Map() };
    this.#counting = { state, tallies: new Tallies(span), slaSeconds: context.config.JOB_SLA_SECONDS };
  }

  get position(): number {
    return this.#reached.jobs + this.#reached.fleet;
  }

  /** Counts an owner's events up to one of them, and nothing after it. */
  async readTo(owner: HistoryOwner, goal: number, afterPage: () => Promise<void> = async () => undefined) {
    while (this.#reached[owner] < goal) {
      const { told, upTo } = await askHistory(this.#context.nc, owner, this.#reached[owner]);
      if (upTo <= this.#reached[owner]) throw new AppError("CONFLICT", "The history of events has changed meanwhile.");
      const counted = told.filter(({ seq }) => seq <= goal);
      for (const one of counted) countEvent(this.#counting, owner, one);
      this.#events += counted.length;
      this.#reached[owner] = Math.min(upTo, goal);
      await afterPage();
    }
  }

  async takeOver(tx: Tx): Promise<{ events: number; figures: number; corrected: number }> {
    for (const owner of historyOwners) {
      const at = await holdCursor(tx, owner);
      if (at < this.#reached[owner]) throw new AppError("CONFLICT", "The history of events has changed meanwhile.");
      await this.readTo(owner, at);
    }
    const before = await readTallies(tx, this.#span);
    const { rows } = this.#counting.tallies;
    await removeTallies(tx, this.#span);
    await addTallies(tx, rows);
    await replaceState(tx, this.#counting.state);
    return { events: this.#events, figures: rows.length, corrected: differing(before, rows) };
  }
}

/** How many are in one of both only, or say something else there. */
function differing(before: readonly Tally[], after: readonly Tally[]): number {
  const textOf = ({ hour, measure, subject, detail, count, milliseconds }: Tally): string =>
    JSON.stringify([hour, measure, subject, detail, count, milliseconds]);
  const keyOf = ({ hour, measure, subject, detail }: Tally): string => JSON.stringify([hour, measure, subject, detail]);
  const was = new Map(before.map((tally) => [keyOf(tally), textOf(tally)]));
  const wrong = after.filter((tally) => was.get(keyOf(tally)) !== textOf(tally));
  const now = new Set(after.map(keyOf));
  return wrong.length + before.filter((tally) => !now.has(keyOf(tally))).length;
}
