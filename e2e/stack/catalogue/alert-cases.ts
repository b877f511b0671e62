import { expect } from "vitest";
import { alertsOf, clearDisks, crowdDisks } from "./alerts-of.ts";
import type { ActionCases } from "./world.ts";

/** Actions on alerts. */
export const alertCases: ActionCases<"alert.acknowledge"> = {
  "alert.acknowledge": {
    async prepare(world) {
      const { id } = await crowdDisks(world);
      return {
        payload: { alert_id: id },
        async observe() {
          const taken = await alertsOf(world, "acknowledged");
          expect(taken).toMatchObject([{ id, state: "acknowledged", cleared_at: null }]);
          expect(taken[0]?.acknowledged_by).not.toBeNull();
        },
        effect: () => alertsOf(world, "open", "acknowledged", "cleared"),
        restore: () => clearDisks(world),
      };
    },
  },
};
