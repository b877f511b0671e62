import { forgetOffline } from "../registry/forget.ts";
import type { Context } from "../context.ts";
import { itemsOf } from "./items.ts";
import { defineOperation, type Moment, type Progress, type Step } from "./operation.ts";
import { endItem, restartNext } from "./roll-item.ts";
import { isOpen, rollWish, type RollWish } from "./roll-wish.ts";
import { filledSlots } from "./slots.ts";

/** Workers are restarted one after the other, each only while another one of its agent serves. */
export const roll = defineOperation({
  wish: rollWish,
  async advance(context, wish, moment) {
    const next = wish.items.find(isOpen);
    if (wish.surge && wish.surge.agent !== next?.agent) return scaleBack(context, wish, moment);
    if (!next) return finish(wish);
    const leaveOut = moment.overdue || (moment.abort && next.asked_at === null);
    const after = leaveOut ? giveUp(wish, moment) : await restartNext(context, wish, next, moment.now);
    return { state: "waiting", wish: after, progress: progressOf(after) };
  },
});

/** What has not been begun is skipped; what has, and was not observed in time, has failed. */
function giveUp(wish: RollWish, { overdue }: Moment): RollWish {
  return wish.items
    .filter(isOpen)
    .reduce(
      (given, item) =>
        overdue && item.asked_at !== null
          ? endItem(given, item, "failed", "NOT_CONVERGED")
          : endItem(given, item, "skipped"),
      wish,
    );
}

/** The worker that stood in goes again. */
async function scaleBack(context: Context, wish: RollWish, { overdue }: Moment): Promise<Step<RollWish>> {
  const { surge } = wish;
  const over = { ...wish, surge: null };
  if (!surge?.asked_at) return { state: "waiting", wish: over, againMs: 0 };
  const filled = await filledSlots(context, surge.agent);
  const back = filled.length <= surge.base;
  if (!back) await context.runtime.scale(surge.agent, surge.base);
  return { state: "waiting", wish: back || overdue ? over : wish, progress: progressOf(wish) };
}

/** Neither those that were replaced nor those that stood in are left in the list. */
function finish({ items, begun_at }: RollWish): Step<RollWish> {
  const workerIds = items.filter(({ outcome }) => outcome === "done").map(({ worker_id }) => worker_id);
  const startedIn = { agents: [...new Set(items.map(({ agent }) => agent))], since: new Date(begun_at) };
  return {
    state: "done",
    result: itemsOf(items.map(({ slot, outcome, error_code }) => ({ id: slot, outcome, error_code }))),
    apply: (change) => forgetOffline(change, { workerIds, startedIn }),
  };
}

function progressOf({ items }: RollWish): Progress {
  return { done: items.filter((item) => !isOpen(item)).length, total: items.length };
}
