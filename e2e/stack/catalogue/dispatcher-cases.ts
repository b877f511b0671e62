import { expect } from "vitest";
import { query } from "../driver.ts";
import { sendAction, untilActionEnded, type ActionCases } from "./world.ts";

export const dispatcherCases: ActionCases<"action.abort"> = {
  "action.abort": {
    async prepare(world) {
      // Restarting all of them takes a while; it can be stopped between two of them.
      const long = await sendAction(world, "worker.restart_all", {});
      expect(long.status).toBe(202);
      const actionId = long.body.data.action_id;
      return {
        payload: { action_id: actionId },
        async observe() {
          const ended = await untilActionEnded(world, long);
          expect(ended.result).toMatchObject({ failed: 0 });
          expect((ended.result as { skipped: number }).skipped).toBeGreaterThan(0);
        },
        effect: () =>
          query(
            world.stack,
            "select abort_requested_at, result from actions where id = $1",
            [actionId],
            "action-dispatcher",
          ),
      };
    },
  },
};
