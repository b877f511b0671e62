import type { ActionHandler } from "@agentos/action-kit/handler";
import { managerByName } from "@agentos/contracts/managers/managers";
import type { ManagerContext } from "../context.ts";
import { changeManager, setManager } from "./change-manager.ts";

/** Replaces the settings that the patch names; the next run reads them. */
export function managerConfigure(context: ManagerContext): ActionHandler<"manager.configure"> {
  return {
    run: (call) =>
      changeManager(context, call.payload.manager, async ({ tx, action, row }) => {
        const schema = managerByName(row.name).settings;
        // Settings of an older version, which the schema does not take any more, give way to the defaults.
        const known = schema.safeParse(row.settings);
        const settings = schema.parse({ ...(known.success ? known.data : {}), ...call.payload.patch });
        await setManager(tx, row.name)
          .set({ settings: JSON.stringify(settings) })
          .execute();
        return call.complete(action, { manager: row.name, settings });
      }),
  };
}
