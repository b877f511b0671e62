import { forgetEmptySlots } from "../registry/forget.ts";
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
    if (!next) return finish(context, wish);
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

async function finish(context: Context, wish: RollWish): Promise<Step<RollWish>> {
  const agents = [...new Set(wish.items.map(({ agent }) => agent))];
  const filled = await Promise.all(agents.map(async (agent) => ({ agent, slots: await filledSlots(context, agent) })));
  return {
    state: "done",
    result: itemsOf(wish.items.map(({ slot, outcome, error_code }) => ({ id: slot, outcome, error_code }))),
    async apply(change) {
      for (const { agent, slots } of filled) await forgetEmptySlots(change, agent, slots);
    },
  };
}

function progressOf({ items }: RollWish): Progress {
  return { done: items.filter((item) => !isOpen(item)).length, total: items.length };
}
