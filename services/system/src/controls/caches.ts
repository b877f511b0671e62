import type { ActionHandler } from "@agentos/action-kit/handler";
import { forgetReplies, rebuildSnapshot } from "@agentos/contracts/messages/caches";
import { ask } from "@agentos/messaging/request";
import type { Context } from "../context.ts";

type Parts = Pick<Context, "db" | "nc">;

/** Has the services forget what they keep for speed. */
export function clearCache({ db, nc }: Parts): ActionHandler<"system.clear_cache"> {
  return {
    async run({ payload: { scope }, complete }) {
      const wants = (one: typeof scope): boolean => scope === one || scope === "all";
      const replies = wants("replies") ? (await ask(nc, forgetReplies, {})).removed : null;
      const snapshot = wants("snapshot") ? (await ask(nc, rebuildSnapshot, { forget: true })).removed : null;
      return db.transaction().execute((tx) => complete(tx, { snapshot, replies }));
    },
  };
}

/** Has the snapshot built from what everybody says now. */
export function warmCache({ db, nc }: Parts): ActionHandler<"system.warm_cache"> {
  return {
    async run({ complete }) {
      const { epoch, version, confirmed_at } = await ask(nc, rebuildSnapshot, { forget: false });
      return db.transaction().execute((tx) => complete(tx, { epoch, version, confirmed_at }));
    },
  };
}
